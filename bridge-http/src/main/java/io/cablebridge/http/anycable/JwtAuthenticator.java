package io.cablebridge.http.anycable;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.cablebridge.http.exchange.ApiException;
import io.cablebridge.http.exchange.ErrorCode;
import io.cablebridge.protocol.JsonValue;
import io.cablebridge.secret.Secret;
import io.cablebridge.time.Time;
import jakarta.inject.Inject;
import java.text.ParseException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.util.Fields;
import org.jspecify.annotations.Nullable;

/**
 * Finds and checks the token of a request: header {@code X-JID}, else parameter {@code jid}. One
 * for the process, thread-safe.
 */
final class JwtAuthenticator {
  private final JwtConfig config;
  private final @Nullable JwtReader reader;
  private final Time time;

  @Inject
  JwtAuthenticator(JwtConfig config, Time time) {
    this.config = config;
    this.reader = config.secret().isPresent() ? new JwtReader(config.secret()) : null;
    this.time = time;
  }

  /**
   * When the token of a request expires; null for a token without an end, and also without a token,
   * or if tokens are not configured: then Rails authenticates the client.
   */
  @Nullable Instant authenticate(HttpFields headers, Fields query) throws ApiException {
    String inHeader = headers.get(config.header());
    String token =
        inHeader == null || inHeader.isEmpty() ? query.getValue(config.param()) : inHeader;
    if (reader != null && token != null && !token.isEmpty()) {
      return reader.expiry(token, time.now());
    }
    if (config.required()) {
      throw new ApiException(ErrorCode.UNAUTHORIZED, "A token is required.");
    }
    return null;
  }

  /**
   * Reads tokens (RFC 7519) as AnyCable's backends create them: signed with HS256, {@code ext} a
   * string of JSON, {@code exp} and {@code nbf} checked to the second. Every other algorithm is
   * refused, HS384 and HS512 among them: one secret serves one algorithm, and no backend uses
   * these. Created only if there is a secret, as its library is loaded with it; thread-safe.
   */
  private static final class JwtReader {
    /** The shortest key that the library accepts (RFC 7518 section 3.2). */
    private static final int MIN_KEY_BYTES = 32;

    private final JWSVerifier verifier;

    JwtReader(Secret secret) {
      byte[] key = secret.bytes();
      // AnyCable accepts shorter secrets. HMAC itself pads a key with zeros to the length of a
      // block,
      // 64 bytes (RFC 2104): a key that is padded before makes the same signatures.
      byte[] padded = Arrays.copyOf(key, Math.max(key.length, MIN_KEY_BYTES));
      try {
        verifier = new MACVerifier(padded);
      } catch (JOSEException e) {
        throw new IllegalArgumentException("The padded key is long enough.", e);
      }
    }

    /** When a token expires; null for never. The text of a refusal holds nothing of the token. */
    @Nullable Instant expiry(String token, Instant now) throws ApiException {
      try {
        SignedJWT jwt = SignedJWT.parse(token);
        if (!jwt.getHeader().getAlgorithm().equals(JWSAlgorithm.HS256)) {
          throw refused("The token is not signed with HS256.");
        }
        if (!jwt.verify(verifier)) {
          throw refused("The signature of the token is wrong.");
        }
        return expiry(jwt.getJWTClaimsSet(), now);
      } catch (ParseException | IllegalArgumentException e) {
        throw refused("The token is not a signed JWT with valid claims.");
      } catch (JOSEException e) {
        throw refused("The token cannot be verified.");
      }
    }

    private static @Nullable Instant expiry(JWTClaimsSet claims, Instant now)
        throws ParseException, ApiException {
      Instant expires = instant(claims.getExpirationTime());
      if (expires != null && !now.isBefore(expires)) {
        throw refused("The token has expired (token_expired).");
      }
      Instant begins = instant(claims.getNotBeforeTime());
      if (begins != null && now.isBefore(begins)) {
        throw refused("The token is not valid yet.");
      }
      String ext = claims.getStringClaim("ext");
      if (ext == null || !JsonValue.isJson(ext)) {
        throw refused("The claim \"ext\" is not a string of JSON.");
      }
      return expires;
    }

    private static @Nullable Instant instant(@Nullable Date date) {
      return date == null ? null : date.toInstant();
    }

    private static ApiException refused(String reason) {
      return new ApiException(ErrorCode.UNAUTHORIZED, reason);
    }
  }
}
