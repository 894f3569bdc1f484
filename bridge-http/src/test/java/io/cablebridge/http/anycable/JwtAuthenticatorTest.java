package io.cablebridge.http.anycable;

import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.secret.Secret;
import io.cablebridge.session.FakeTime;
import io.cablebridge.setting.ConfigRecords;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.util.Fields;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JwtAuthenticatorTest {
  private static final String HS256 = "{\"alg\":\"HS256\"}";
  private static final String EXT = "{\"ext\":\"{}\"}";

  /** AnyCable's own: secret {@code qwerty}, {@code ext} {@code {}}, good until 2100. */
  private static final String ANYCABLE =
      "eyJhbGciOiJIUzI1NiJ9.eyJleHQiOiJ7fSIsImV4cCI6NDEwMjQ0NDgwMH0"
          + ".LFyUb9N5hWodGijWsfSpZBMLhm9sAdJgws9cTHWz39c";

  private final FakeTime time = new FakeTime();
  private final long now = Math.floorDiv(time.wallNanos(), 1_000_000_000L);
  private final JwtAuthenticator authenticator = authenticator("qwerty");

  private JwtAuthenticator authenticator(String secret) {
    return new JwtAuthenticator(new JwtConfig(Secret.of(secret), "jid", false), time);
  }

  private static Fields query(String... namesAndValues) {
    Fields fields = new Fields(true);
    for (int i = 0; i < namesAndValues.length; i += 2) {
      fields.add(namesAndValues[i], namesAndValues[i + 1]);
    }
    return fields;
  }

  private JwtResult checked(String token) {
    return authenticator.authenticate(HttpFields.EMPTY, query("jid", token));
  }

  private static String token(String header, String claims) {
    return token(header, claims, "HmacSHA256", "qwerty");
  }

  private static String token(String header, String claims, String algorithm, String secret) {
    String signed = encoded(header) + "." + encoded(claims);
    try {
      Mac mac = Mac.getInstance(algorithm);
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), algorithm));
      return signed + "." + encoded(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static String encoded(String text) {
    return encoded(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static JwtResult accepted() {
    return new JwtResult.Accepted(null);
  }

  private void assertInvalid(String token) {
    assertThat(checked(token))
        .isInstanceOfSatisfying(
            JwtResult.Invalid.class, invalid -> assertThat(invalid.reason()).endsWith("."));
  }

  @Test
  void anyCablesTokenIsAccepted() {
    assertThat(checked(ANYCABLE))
        .isEqualTo(new JwtResult.Accepted(Instant.ofEpochSecond(4102444800L)));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 6, 31, 32, 33, 63, 64, 65, 200})
  void aSecretOfAnyLengthSignsAsHmacDoes(int length) {
    String secret = "k".repeat(length);
    String token = token(HS256, EXT, "HmacSHA256", secret);
    assertThat(authenticator(secret).authenticate(HttpFields.EMPTY, query("jid", token)))
        .isEqualTo(accepted());
    assertThat(authenticator(secret + "x").authenticate(HttpFields.EMPTY, query("jid", token)))
        .isInstanceOf(JwtResult.Invalid.class);
  }

  @Test
  void theHeaderTakesPrecedenceOverTheParameter() {
    HttpFields header = HttpFields.build().put("X-JID", token(HS256, "{\"ext\":\"1\"}"));
    assertThat(authenticator.authenticate(header, query("jid", ANYCABLE))).isEqualTo(accepted());
    assertThat(authenticator.authenticate(header, Fields.EMPTY)).isEqualTo(accepted());
    assertThat(
            authenticator.authenticate(HttpFields.build().put("X-JID", ""), query("jid", ANYCABLE)))
        .isInstanceOf(JwtResult.Accepted.class);
  }

  @Test
  void theNameOfTheParameterNamesTheHeaderToo() {
    JwtAuthenticator other =
        new JwtAuthenticator(new JwtConfig(Secret.of("qwerty"), "token", false), time);
    assertThat(other.authenticate(HttpFields.EMPTY, query("token", ANYCABLE)))
        .isInstanceOf(JwtResult.Accepted.class);
    assertThat(other.authenticate(HttpFields.build().put("x-token", ANYCABLE), Fields.EMPTY))
        .isInstanceOf(JwtResult.Accepted.class);
    assertThat(
            other.authenticate(HttpFields.build().put("X-JID", ANYCABLE), query("jid", ANYCABLE)))
        .isEqualTo(new JwtResult.Absent());
  }

  @Test
  void withoutATokenTheResultIsAbsent() {
    assertThat(authenticator.authenticate(HttpFields.EMPTY, Fields.EMPTY))
        .isEqualTo(new JwtResult.Absent());
    assertThat(checked("")).isEqualTo(new JwtResult.Absent());
  }

  @Test
  void aRequiredTokenThatIsMissingIsInvalid() {
    JwtAuthenticator strict =
        new JwtAuthenticator(new JwtConfig(Secret.of("qwerty"), "jid", true), time);
    assertThat(strict.authenticate(HttpFields.EMPTY, Fields.EMPTY))
        .isInstanceOf(JwtResult.Invalid.class);
    assertThat(strict.authenticate(HttpFields.EMPTY, query("jid", ANYCABLE)))
        .isInstanceOf(JwtResult.Accepted.class);
  }

  @Test
  void withoutASecretTokensAreIgnoredAndARequiredOneIsNeverValid() {
    String empty = token(HS256, EXT, "HmacSHA256", "\0");
    JwtAuthenticator off = new JwtAuthenticator(ConfigRecords.defaults(JwtConfig.class), time);
    assertThat(off.authenticate(HttpFields.EMPTY, query("jid", empty)))
        .isEqualTo(new JwtResult.Absent());
    JwtAuthenticator closed = new JwtAuthenticator(new JwtConfig(Secret.NONE, "jid", true), time);
    assertThat(closed.authenticate(HttpFields.EMPTY, query("jid", empty)))
        .isInstanceOf(JwtResult.Invalid.class);
  }

  @Test
  void everySingleBitCounts() {
    byte[] bytes = ANYCABLE.getBytes(StandardCharsets.ISO_8859_1);
    // The last digit of 43 holds two bits of nothing.
    for (int bit = 0; bit < (bytes.length - 1) * 8; bit++) {
      byte[] other = bytes.clone();
      other[bit / 8] ^= (byte) (1 << (bit % 8));
      assertInvalid(new String(other, StandardCharsets.ISO_8859_1));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "None", "NONE", "", "hs256", "RS256", "ES256", "HS384", "HS512"})
  void anyOtherAlgorithmIsRefusedWhateverTheSignature(String algorithm) {
    String header = "{\"alg\":\"" + algorithm + "\"}";
    assertInvalid(token(header, EXT));
    assertInvalid(encoded(header) + "." + encoded(EXT) + ".");
    assertInvalid(encoded(header) + "." + encoded(EXT));
  }

  @ParameterizedTest
  @CsvSource({"HS384, HmacSHA384", "HS512, HmacSHA512"})
  void longerDigestsAreRefusedEvenIfTheSignatureIsCorrect(String name, String algorithm) {
    String secret = "k".repeat(64);
    String token = token("{\"alg\":\"" + name + "\"}", EXT, algorithm, secret);
    assertThat(authenticator(secret).authenticate(HttpFields.EMPTY, query("jid", token)))
        .isInstanceOf(JwtResult.Invalid.class);
  }

  @Test
  void aTokenWithoutItsSignatureIsRefused() {
    String unsigned = ANYCABLE.substring(0, ANYCABLE.lastIndexOf('.'));
    assertInvalid(unsigned);
    assertInvalid(unsigned + ".");
    assertInvalid(token(HS256, EXT, "HmacSHA256", "\0")); // as with an empty key
    assertInvalid(token(HS256, EXT, "HmacSHA256", "other"));
  }

  @Test
  void aCriticalHeaderIsNotIgnored() {
    assertInvalid(token("{\"alg\":\"HS256\",\"crit\":[\"x\"],\"x\":1}", EXT));
    assertInvalid(token("{\"alg\":\"HS256\",\"crit\":[\"b64\"],\"b64\":false}", EXT));
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", ".", "..", "a.b.c", "a.b.c.d.e", "é", "\0", "eyJhbGciOiJIUzI1NiJ9"})
  void aTextThatIsNotATokenIsInvalid(String text) {
    assertInvalid(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"ext\":null}",
        "{\"ext\":{}}",
        "{\"ext\":1}",
        "{\"ext\":[\"{}\"]}",
        "{\"ext\":\"\"}",
        "{\"ext\":\"{\"}",
        "{\"ext\":\"user 1\"}",
        "{\"ext\":\"{} {}\"}",
        "[]",
        "\"ext\"",
        ""
      })
  void aTokenWithoutAStringOfJsonIsInvalid(String claims) {
    assertInvalid(token(HS256, claims));
  }

  @Test
  void anExtOfAnyJsonIsAccepted() {
    assertThat(checked(token(HS256, "{\"ext\":\"{ \\\"user\\\" : \\\"\\u00e9\\\" }\"}")))
        .isEqualTo(accepted());
  }

  @Test
  void aTokenExpiresToTheSecond() {
    String token = token(HS256, "{\"ext\":\"{}\",\"exp\":" + (now + 2) + "}");
    assertThat(checked(token)).isEqualTo(new JwtResult.Accepted(Instant.ofEpochSecond(now + 2)));
    long rest = (now + 2) * 1_000_000_000L - time.wallNanos();
    time.advance(Duration.ofNanos(rest - 1));
    assertThat(checked(token)).isInstanceOf(JwtResult.Accepted.class);
    time.advance(Duration.ofNanos(1));
    assertThat(checked(token)).isEqualTo(new JwtResult.Expired());
  }

  @Test
  void onlyATokenWithAValidSignatureIsReportedAsExpired() {
    String claims = "{\"ext\":\"{}\",\"exp\":1}";
    assertThat(checked(token(HS256, claims))).isEqualTo(new JwtResult.Expired());
    assertInvalid(token(HS256, claims, "HmacSHA256", "other"));
  }

  @Test
  void aTokenIsNotValidBeforeItsTime() {
    String token = token(HS256, "{\"ext\":\"{}\",\"nbf\":" + (now + 2) + "}");
    assertInvalid(token);
    time.advance(Duration.ofSeconds(2));
    assertThat(checked(token)).isEqualTo(accepted());
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"4102444800\"", "true", "[4102444800]"})
  void aTimeThatIsNotANumberIsInvalid(String exp) {
    assertInvalid(token(HS256, "{\"ext\":\"{}\",\"exp\":" + exp + "}"));
    assertInvalid(token(HS256, "{\"ext\":\"{}\",\"nbf\":" + exp + "}"));
  }
}
