package io.cablebridge.http.anycable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cablebridge.http.exchange.ApiException;
import io.cablebridge.http.exchange.ErrorCode;
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
import org.jspecify.annotations.Nullable;
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

  private static final Instant END = Instant.ofEpochSecond(4102444800L);

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

  /** When an accepted token expires; null for never. */
  private @Nullable Instant checked(String token) throws ApiException {
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

  private void assertInvalid(String token) {
    assertRefused(authenticator, HttpFields.EMPTY, query("jid", token));
  }

  private static void assertRefused(
      JwtAuthenticator authenticator, HttpFields headers, Fields query) {
    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(() -> authenticator.authenticate(headers, query))
        .matches(refusal -> refusal.code() == ErrorCode.UNAUTHORIZED)
        .matches(refusal -> refusal.detail().endsWith("."))
        .matches(refusal -> !refusal.detail().contains("token_expired"));
  }

  private void assertExpired(String token) {
    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(() -> checked(token))
        .withMessage("The token has expired (token_expired).");
  }

  @Test
  void anyCablesTokenIsAccepted() throws ApiException {
    assertThat(checked(ANYCABLE)).isEqualTo(END);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 6, 31, 32, 33, 63, 64, 65, 200})
  void aSecretOfAnyLengthSignsAsHmacDoes(int length) throws ApiException {
    String secret = "k".repeat(length);
    String token = token(HS256, EXT, "HmacSHA256", secret);
    assertThat(authenticator(secret).authenticate(HttpFields.EMPTY, query("jid", token))).isNull();
    assertRefused(authenticator(secret + "x"), HttpFields.EMPTY, query("jid", token));
  }

  @Test
  void theHeaderTakesPrecedenceOverTheParameter() throws ApiException {
    HttpFields header = HttpFields.build().put("X-JID", token(HS256, "{\"ext\":\"1\"}"));
    assertThat(authenticator.authenticate(header, query("jid", ANYCABLE))).isNull();
    assertThat(authenticator.authenticate(header, Fields.EMPTY)).isNull();
    assertThat(
            authenticator.authenticate(HttpFields.build().put("X-JID", ""), query("jid", ANYCABLE)))
        .isEqualTo(END);
  }

  @Test
  void theNameOfTheParameterNamesTheHeaderToo() throws ApiException {
    JwtAuthenticator other =
        new JwtAuthenticator(new JwtConfig(Secret.of("qwerty"), "token", false), time);
    assertThat(other.authenticate(HttpFields.EMPTY, query("token", ANYCABLE))).isEqualTo(END);
    assertThat(other.authenticate(HttpFields.build().put("x-token", ANYCABLE), Fields.EMPTY))
        .isEqualTo(END);
    assertThat(
            other.authenticate(HttpFields.build().put("X-JID", ANYCABLE), query("jid", ANYCABLE)))
        .isNull();
  }

  @Test
  void withoutATokenThereIsNoEnd() throws ApiException {
    assertThat(authenticator.authenticate(HttpFields.EMPTY, Fields.EMPTY)).isNull();
    assertThat(checked("")).isNull();
  }

  @Test
  void aRequiredTokenThatIsMissingIsInvalid() throws ApiException {
    JwtAuthenticator strict =
        new JwtAuthenticator(new JwtConfig(Secret.of("qwerty"), "jid", true), time);
    assertRefused(strict, HttpFields.EMPTY, Fields.EMPTY);
    assertThat(strict.authenticate(HttpFields.EMPTY, query("jid", ANYCABLE))).isEqualTo(END);
  }

  @Test
  void withoutASecretTokensAreIgnoredAndARequiredOneIsNeverValid() throws ApiException {
    String empty = token(HS256, "{\"ext\":\"{}\",\"exp\":4102444800}", "HmacSHA256", "\0");
    JwtAuthenticator off = new JwtAuthenticator(ConfigRecords.defaults(JwtConfig.class), time);
    assertThat(off.authenticate(HttpFields.EMPTY, query("jid", empty))).isNull();
    JwtAuthenticator closed = new JwtAuthenticator(new JwtConfig(Secret.NONE, "jid", true), time);
    assertRefused(closed, HttpFields.EMPTY, query("jid", empty));
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
    assertRefused(authenticator(secret), HttpFields.EMPTY, query("jid", token));
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
  void anExtOfAnyJsonIsAccepted() throws ApiException {
    assertThat(checked(token(HS256, "{\"ext\":\"{ \\\"user\\\" : \\\"\\u00e9\\\" }\"}"))).isNull();
  }

  @Test
  void aTokenExpiresToTheSecond() throws ApiException {
    String token = token(HS256, "{\"ext\":\"{}\",\"exp\":" + (now + 2) + "}");
    assertThat(checked(token)).isEqualTo(Instant.ofEpochSecond(now + 2));
    long rest = (now + 2) * 1_000_000_000L - time.wallNanos();
    time.advance(Duration.ofNanos(rest - 1));
    assertThat(checked(token)).isEqualTo(Instant.ofEpochSecond(now + 2));
    time.advance(Duration.ofNanos(1));
    assertExpired(token);
  }

  @Test
  void onlyATokenWithAValidSignatureIsReportedAsExpired() {
    String claims = "{\"ext\":\"{}\",\"exp\":1}";
    assertExpired(token(HS256, claims));
    assertInvalid(token(HS256, claims, "HmacSHA256", "other"));
  }

  @Test
  void aTokenIsNotValidBeforeItsTime() throws ApiException {
    String token = token(HS256, "{\"ext\":\"{}\",\"nbf\":" + (now + 2) + "}");
    assertInvalid(token);
    time.advance(Duration.ofSeconds(2));
    assertThat(checked(token)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"4102444800\"", "true", "[4102444800]"})
  void aTimeThatIsNotANumberIsInvalid(String exp) {
    assertInvalid(token(HS256, "{\"ext\":\"{}\",\"exp\":" + exp + "}"));
    assertInvalid(token(HS256, "{\"ext\":\"{}\",\"nbf\":" + exp + "}"));
  }
}
