package io.cablebridge.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.protocol.JsonText;
import io.cablebridge.stream.StreamNames.Cable;
import io.cablebridge.stream.StreamNames.Refused;
import io.cablebridge.stream.StreamNames.Resolution;
import io.cablebridge.stream.StreamNames.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may read which stream. The vectors are of AnyCable and of Rails. */
class StreamNamesTest {
  private static final String BASE = "0123456789abcdef".repeat(8);
  private static final Secret KEY = Secret.of("s3Krit");
  private static final String CHAT_2023 =
      "ImNoYXQvMjAyMyI=--2b2e054b6413bf3bc7e8bbad2f68962aa2ba19821800ccbd8de6fd7314e8320c";

  @Test
  void aNameThatAnyCableSignedIsRead() {
    assertThat(new SignedNames(KEY).verify(CHAT_2023)).isEqualTo("chat/2023");
    assertThat(new SignedNames(KEY).sign("chat/2023")).isEqualTo(CHAT_2023);
  }

  @ParameterizedTest
  @CsvSource({
    "SHA1, chat, ImNoYXQi--4fffb5a0b5b557176e788519bae4d4fd1b4cd8cef9447de3ffdf108af848dc72",
    "SHA256, chat, ImNoYXQi--605c17a7f746c5921d0ab2257f410b892688009288122cf4082763cd7480ed6a",
    "SHA1, 'é<&>\"/', IsOpPCY+XCIvIg==--1f6c511247204bd3614e73798f4197195532e5374ab430e81abb4fadf114d2f2",
    "SHA256, 'é<&>\"/', IsOpPCY+XCIvIg==--fc8ea004b584bab619056972d34b85c02156f6d6cf82c8c15e4a09ef02b5ed42"
  })
  void aNameThatTurboSignedIsReadWithTheKeyOfTheApplication(
      String digest, String name, String signed) {
    assertThat(new SignedNames(Secret.turboFrom(BASE, digest)).verify(signed)).isEqualTo(name);
  }

  @Test
  void oneBitMakesANameInvalid() {
    SignedNames names = new SignedNames(KEY);
    for (int i = 0; i < CHAT_2023.length(); i++) {
      char[] changed = CHAT_2023.toCharArray();
      changed[i] ^= 1;
      assertThat(names.verify(new String(changed))).as("bit at %d", i).isNull();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "--", "ImNoYXQi", "ImNoYXQi--", "a--b--c"})
  void whatIsNoSignedNameIsNone(String text) {
    assertThat(new SignedNames(KEY).verify(text)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"eyJhIjoxfQ==", "NDI=", "ImEiICJiIg==", "ImNoYXQi\n", "ImNoYXQ", "Im5v"})
  void aGoodSignatureOfWhatIsNoNameIsNoneEither(String encoded) {
    assertThat(new SignedNames(KEY).verify(encoded + "--" + KEY.sign(encoded))).isNull();
  }

  @Test
  void withoutASecretNoSignedNameIsValid() {
    // HMAC with an empty key, which everybody can compute.
    String empty = "ImNoYXQi--4d3a9ee5ee66c8a4bdd8efb5d51c5d4e9ab8b36f7ea8c2ffcc4b2ee5f0bd6c30";
    assertThat(new SignedNames(Secret.NONE).verify(empty)).isNull();
    assertThat(Secret.NONE.verifies("", "")).isFalse();
    assertThat(Secret.NONE.is("")).isFalse();
    assertThat(Secret.turboFrom("", "SHA256").isNone()).isTrue();
    StreamNames names =
        new StreamNames(new StreamNamesConfig(true, Secret.NONE, true, Secret.NONE));
    assertThat(names.resolve(signed("$pubsub", empty))).isInstanceOf(Refused.class);
    assertThat(names.resolve(signed("Turbo::StreamsChannel", empty))).isInstanceOf(Refused.class);
  }

  @Test
  void aPublicNameNeedsThePermission() {
    JsonText chat = JsonText.of("{\"channel\":\"$pubsub\",\"stream_name\":\"chat\"}");
    assertThat(names(true, false).resolve(chat)).isEqualTo(new Stream("chat"));
    assertThat(names(false, false).resolve(chat)).isInstanceOf(Refused.class);
  }

  @Test
  void aSignedNameWinsOverAPublicOne() {
    JsonText both =
        JsonText.of(
            "{\"channel\":\"$pubsub\",\"stream_name\":\"chat\",\"signed_stream_name\":\"forged\"}");
    assertThat(names(true, false).resolve(both)).isInstanceOf(Refused.class);
  }

  @Test
  void turboIsOursOnlyWhenItIsWanted() {
    Resolution asked = names(false, true).resolve(signed("Turbo::StreamsChannel", CHAT_2023));
    assertThat(asked).isEqualTo(new Stream("chat/2023"));
    assertThat(names(false, false).resolve(signed("Turbo::StreamsChannel", CHAT_2023)))
        .isEqualTo(new Cable());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"channel\":\"ChatChannel\"}",
        "not json",
        "[]",
        "7",
        "{\"channel\":\"$pubsub\",\"channel\":\"ChatChannel\"}",
        "{\"channel\":\"$pubsub\"} {}"
      })
  void everythingElseIsForRails(String identifier) {
    assertThat(names(true, true).resolve(JsonText.of(identifier))).isEqualTo(new Cable());
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"\"", "7", "null", "[]"})
  void aNameThatIsNoneIsRefused(String name) {
    assertThat(
            names(true, true)
                .resolve(JsonText.of("{\"channel\":\"$pubsub\",\"stream_name\":" + name + "}")))
        .isInstanceOf(Refused.class);
  }

  @Test
  void aNameThatIsTooLongIsRefused() {
    String name = "x".repeat(StreamNames.MAX_LENGTH + 1);
    JsonText identifier = JsonText.of("{\"channel\":\"$pubsub\",\"stream_name\":\"" + name + "\"}");
    assertThat(names(true, true).resolve(identifier)).isInstanceOf(Refused.class);
  }

  @Test
  void aSecretSaysNothingOfItself() {
    assertThat(KEY.toString()).doesNotContain("s3Krit");
    assertThat(new StreamNamesConfig(true, KEY, true, KEY).toString()).doesNotContain("s3Krit");
  }

  private static JsonText signed(String channel, String name) {
    return JsonText.of("{\"channel\":\"" + channel + "\",\"signed_stream_name\":\"" + name + "\"}");
  }

  private static StreamNames names(boolean publicNames, boolean turbo) {
    return new StreamNames(new StreamNamesConfig(publicNames, KEY, turbo, Secret.NONE));
  }
}
