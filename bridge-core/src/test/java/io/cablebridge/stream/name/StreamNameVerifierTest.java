package io.cablebridge.stream.name;

import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StreamNameVerifierTest {
  private static final Secret SECRET = Secret.of("s3Krit");
  private static final String CHAT =
      "ImNoYXQvMjAyMyI=--2b2e054b6413bf3bc7e8bbad2f68962aa2ba19821800ccbd8de6fd7314e8320c";

  private final StreamNameVerifier names = new StreamNameVerifier(SECRET);

  /** Some base64 with a valid signature, whatever its content. */
  private static String signed(String base64) {
    return base64 + "--" + SECRET.sign(base64);
  }

  private static String base64(String json) {
    return Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @CsvSource({
    "chat/2023, " + CHAT,
    "chat:2021, "
        + "ImNoYXQ6MjAyMSI=--f9ee45dbccb1da04d8ceb99cc820207804370ba0d06b46fc3b8b373af1315628"
  })
  void verifiesWhatAnyCableSigns(String name, String signed) {
    assertThat(SignedNames.sign(SECRET, name)).isEqualTo(signed);
    assertThat(names.verify(signed)).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "é<&>\"/", "\\ \n\t\u0001", "😀", "\u2028"})
  void verifiesAnyName(String name) {
    assertThat(names.verify(SignedNames.sign(SECRET, name))).isEqualTo(name);
  }

  @Test
  void everySingleBitCounts() {
    byte[] bytes = CHAT.getBytes(StandardCharsets.ISO_8859_1);
    for (int bit = 0; bit < bytes.length * 8; bit++) {
      byte[] other = bytes.clone();
      other[bit / 8] ^= (byte) (1 << (bit % 8));
      assertThat(names.verify(new String(other, StandardCharsets.ISO_8859_1))).isNull();
    }
  }

  @Test
  void withoutASecretNothingIsValid() throws Exception {
    StreamNameVerifier withoutSecret = new StreamNameVerifier(Secret.NONE);
    assertThat(withoutSecret.verify(CHAT)).isNull();
    assertThat(withoutSecret.verify("ImNoYXQvMjAyMyI=--" + emptyKeyed("ImNoYXQvMjAyMyI=")))
        .isNull();
    assertThat(withoutSecret.verify("ImNoYXQvMjAyMyI=--")).isNull();
  }

  @Test
  void aNameThatIsSignedWithTheEmptyKeyIsNotValid() throws Exception {
    assertThat(names.verify("ImNoYXQvMjAyMyI=--" + emptyKeyed("ImNoYXQvMjAyMyI="))).isNull();
  }

  /** An HMAC with an empty key is one with a key of zeros; Java takes only the latter. */
  private static String emptyKeyed(String text) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(new byte[1], "HmacSHA256"));
    return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.US_ASCII)));
  }

  @Test
  void aSignatureOfAnotherSecretIsNotValid() {
    assertThat(names.verify(SignedNames.sign(Secret.of("other"), "chat/2023"))).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-", "--", "---", "ImNoYXQvMjAyMyI=", "ImNoYXQvMjAyMyI=--", "chat"})
  void textWithoutTwoPartsIsNotValid(String text) {
    assertThat(names.verify(text)).isNull();
  }

  @Test
  void aThirdPartIsNotAccepted() {
    assertThat(names.verify(CHAT + "--")).isNull();
    assertThat(names.verify(CHAT + "--" + CHAT)).isNull();
    assertThat(names.verify("--" + CHAT)).isNull();
    assertThat(names.verify(CHAT.replace("--", "----"))).isNull();
  }

  @Test
  void aSignatureInCapitalsIsNotValid() {
    String[] parts = CHAT.split("--");
    assertThat(names.verify(parts[0] + "--" + parts[1].toUpperCase(Locale.ROOT))).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ImNoYXQvMjAyMyI", // no padding
        "ImNoYXQvMjAyMyJ=", // unused bits that are not zero
        "ImNoYXQvMjAy\nMyI=",
        " ImNoYXQvMjAyMyI=",
        "Ij8_Pz4-Ig==", // the other alphabet
        "=",
        "I"
      })
  void base64IsStrictEvenWhenSigned(String base64) {
    assertThat(names.verify(signed(base64))).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "chat",
        "42",
        "null",
        "[\"chat\"]",
        "{\"_rails\":{\"message\":\"ImNoYXQi\",\"exp\":null,\"pur\":\"x\"}}",
        "\"chat\" \"chat\"",
        "\"chat",
        "'chat'"
      })
  void signedJsonThatIsNotAStringIsNotAName(String json) {
    assertThat(names.verify(signed(base64(json)))).isNull();
  }

  @Test
  void signedBytesThatAreNotUtf8AreNotAName() {
    assertThat(
            names.verify(
                signed(Base64.getEncoder().encodeToString(new byte[] {'"', (byte) 0xff, '"'}))))
        .isNull();
  }
}
