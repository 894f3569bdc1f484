package io.cablebridge.http.anycable;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.cablebridge.protocol.JsonValue;
import io.cablebridge.secret.Secret;
import java.text.ParseException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import org.jspecify.annotations.Nullable;

/**
 * Reads tokens (RFC 7519) as AnyCable's backends make them: signed with HS256, {@code ext} a string
 * that holds JSON, {@code exp} and {@code nbf} honoured to the second. Any other algorithm is
 * refused, HS384 and HS512 among them: one secret serves one algorithm, and nobody makes the
 * others. Made only where there is a secret, as its library is loaded with it; thread-safe.
 */
final class JwtReader {
  /** What the library demands of a key (RFC 7518 section 3.2). */
  private static final int LEAST_KEY = 32;

  private final JWSVerifier verifier;

  JwtReader(Secret secret) {
    byte[] key = secret.bytes();
    // AnyCable takes shorter secrets, and so must we. HMAC itself fills a key up with zeros to the
    // length of a block, 64 bytes (RFC 2104): filled up before, it makes the same signatures.
    byte[] filled = Arrays.copyOf(key, Math.max(key.length, LEAST_KEY));
    try {
      verifier = new MACVerifier(filled);
    } catch (JOSEException e) {
      throw new IllegalArgumentException("The key is long enough now.", e);
    }
  }

  JwtResult read(String token, Instant now) {
    try {
      SignedJWT jwt = SignedJWT.parse(token);
      if (!jwt.getHeader().getAlgorithm().equals(JWSAlgorithm.HS256)) {
        return new JwtResult.Invalid("The token is not signed with HS256.");
      }
      if (!jwt.verify(verifier)) {
        return new JwtResult.Invalid("The signature of the token is wrong.");
      }
      return judge(jwt.getJWTClaimsSet(), now);
    } catch (ParseException | IllegalArgumentException e) {
      return new JwtResult.Invalid("The token is not a signed JWT with claims that we take.");
    } catch (JOSEException e) {
      return new JwtResult.Invalid("The token cannot be verified.");
    }
  }

  private static JwtResult judge(JWTClaimsSet claims, Instant now) throws ParseException {
    Instant expires = instant(claims.getExpirationTime());
    if (expires != null && !now.isBefore(expires)) {
      return new JwtResult.Expired();
    }
    Instant begins = instant(claims.getNotBeforeTime());
    if (begins != null && now.isBefore(begins)) {
      return new JwtResult.Invalid("The token is not valid yet.");
    }
    String ext = claims.getStringClaim("ext");
    if (ext == null || !JsonValue.isJson(ext)) {
      return new JwtResult.Invalid("The claim \"ext\" is not a string that holds JSON.");
    }
    return new JwtResult.Accepted(ext, expires);
  }

  private static @Nullable Instant instant(@Nullable Date date) {
    return date == null ? null : date.toInstant();
  }
}
