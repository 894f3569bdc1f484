package io.cablebridge.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.protocol.JsonText;
import io.cablebridge.protocol.JsonValue;
import io.cablebridge.secret.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamNamesTest {
  private static final Secret SECRET = Secret.of("s3Krit");
  private static final Secret TURBO = Secret.of("turb0");
  private static final Secret BASE = Secret.of("0123456789abcdef".repeat(8));

  private static StreamNames names(
      boolean open, Secret secret, boolean turbo, Secret turboSecret, Secret base) {
    return new StreamNames(
        new StreamNamesConfig(open, secret, turbo, turboSecret, base, TurboKey.Digest.SHA256));
  }

  private final StreamNames closed = names(false, SECRET, false, Secret.NONE, Secret.NONE);
  private final StreamNames open = names(true, SECRET, false, Secret.NONE, Secret.NONE);
  private final StreamNames turbo = names(false, SECRET, true, TURBO, BASE);

  private static Naming named(StreamNames names, String identifier) {
    return names.of(JsonText.of(identifier));
  }

  private static String pubsub(String key, String name) {
    return "{\"channel\":\"$pubsub\",\"" + key + "\":" + JsonValue.quoted(name) + "}";
  }

  private static String turbo(String signed) {
    return "{\"channel\":\"Turbo::StreamsChannel\",\"signed_stream_name\":\"" + signed + "\"}";
  }

  private static String signed(Secret secret, String name) {
    return new SignedNames(secret).sign(name);
  }

  @Test
  void aSignedNameIsAStream() {
    String identifier = pubsub("signed_stream_name", signed(SECRET, "chat/1"));
    assertThat(named(closed, identifier)).isEqualTo(new Naming.Stream("chat/1"));
  }

  @Test
  void aNameSignedWithAnotherSecretIsRefused() {
    String identifier = pubsub("signed_stream_name", signed(TURBO, "chat/1"));
    assertThat(named(closed, identifier)).isInstanceOf(Naming.Refused.class);
    assertThat(named(open, identifier)).isInstanceOf(Naming.Refused.class);
  }

  @Test
  void withoutASecretEverySignedNameIsRefused() {
    StreamNames names = new StreamNames(StreamNamesConfig.defaults());
    assertThat(named(names, pubsub("signed_stream_name", signed(SECRET, "chat"))))
        .isInstanceOf(Naming.Refused.class);
  }

  @Test
  void aBareNameIsAStreamOnlyWherePublicNamesAreAllowed() {
    assertThat(named(open, pubsub("stream_name", "chat"))).isEqualTo(new Naming.Stream("chat"));
    assertThat(named(closed, pubsub("stream_name", "chat"))).isInstanceOf(Naming.Refused.class);
  }

  @Test
  void byDefaultNoBareNameIsAllowed() {
    StreamNames names = new StreamNames(StreamNamesConfig.defaults());
    assertThat(named(names, pubsub("stream_name", "chat"))).isInstanceOf(Naming.Refused.class);
  }

  @Test
  void ofTwoNamesTheSignedOneWins() {
    String both = "{\"channel\":\"$pubsub\",\"stream_name\":\"b\",\"signed_stream_name\":\"%s\"}";
    assertThat(named(open, both.formatted(signed(SECRET, "a")))).isEqualTo(new Naming.Stream("a"));
    assertThat(named(open, both.formatted("forged"))).isInstanceOf(Naming.Refused.class);
    assertThat(named(open, both.formatted(""))).isEqualTo(new Naming.Stream("b"));
  }

  @Test
  void otherParametersAndTheOrderDoNotMatter() {
    assertThat(
            named(
                open,
                " {\"x\":{\"channel\":\"A\"}, \"stream_name\":\"a\\/b\",\"channel\":\"$pubsub\"} "))
        .isEqualTo(new Naming.Stream("a/b"));
  }

  @Test
  void turboIsLeftToRailsUnlessItIsEnabled() {
    assertThat(named(closed, turbo(signed(SECRET, "chat")))).isEqualTo(new Naming.Cable());
    assertThat(named(turbo, turbo(signed(TURBO, "chat")))).isEqualTo(new Naming.Stream("chat"));
  }

  @Test
  void turboHasASecretOfItsOwn() {
    assertThat(named(turbo, turbo(signed(SECRET, "chat")))).isInstanceOf(Naming.Refused.class);
    assertThat(named(turbo, pubsub("signed_stream_name", signed(TURBO, "chat"))))
        .isInstanceOf(Naming.Refused.class);
  }

  @Test
  void turbosSecretIsDerivedFromTheSecretKeyBaseWhenNoneIsGiven() {
    String byRails = "ImNoYXQi--605c17a7f746c5921d0ab2257f410b892688009288122cf4082763cd7480ed6a";
    StreamNames derived = names(false, Secret.NONE, true, Secret.NONE, BASE);
    assertThat(named(derived, turbo(byRails))).isEqualTo(new Naming.Stream("chat"));
    assertThat(named(turbo, turbo(byRails))).isInstanceOf(Naming.Refused.class);
  }

  @Test
  void enabledWithoutASecretTurboRefusesEveryName() {
    StreamNames none = names(true, SECRET, true, Secret.NONE, Secret.NONE);
    assertThat(named(none, turbo(signed(SECRET, "chat")))).isInstanceOf(Naming.Refused.class);
  }

  @Test
  void turboTakesNoBareNames() {
    StreamNames all = names(true, SECRET, true, TURBO, Secret.NONE);
    String identifier = "{\"channel\":\"Turbo::StreamsChannel\",\"stream_name\":\"chat\"}";
    assertThat(named(all, identifier)).isInstanceOf(Naming.Refused.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"channel\":\"ChatChannel\",\"stream_name\":\"chat\"}",
        "{\"channel\":\"$PUBSUB\",\"stream_name\":\"chat\"}",
        "{\"channel\":[\"$pubsub\"],\"stream_name\":\"chat\"}",
        "{\"stream_name\":\"chat\"}",
        "{}",
        "[]",
        "\"$pubsub\"",
        "$pubsub",
        "",
        "{\"channel\":\"$pubsub\",\"stream_name\":\"chat\"",
        "{\"channel\":\"$pubsub\",\"stream_name\":\"chat\"} x",
        "{\"channel\":\"$pubsub\",\"stream_name\":\"chat\"} {}"
      })
  void whatIsNoStreamGoesToRails(String identifier) {
    assertThat(named(open, identifier)).isEqualTo(new Naming.Cable());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"channel\":\"$pubsub\",\"stream_name\":\"a\",\"stream_name\":\"b\"}",
        "{\"channel\":\"$pubsub\",\"channel\":\"ChatChannel\",\"stream_name\":\"a\"}",
        "{\"channel\":\"ChatChannel\",\"channel\":\"$pubsub\",\"stream_name\":\"a\"}",
        "{\"channel\":\"$pubsub\",\"\\u0063hannel\":\"ChatChannel\",\"stream_name\":\"a\"}",
        "{\"channel\":\"$pubsub\",\"stream_name\":42}",
        "{\"channel\":\"$pubsub\",\"stream_name\":[\"a\"]}",
        "{\"channel\":\"$pubsub\",\"stream_name\":\"a\",\"signed_stream_name\":true}",
        "{\"channel\":\"$pubsub\",\"stream_name\":\"\\ud800\"}",
        "{\"channel\":\"$pubsub\",\"stream_name\":\"\"}",
        "{\"channel\":\"$pubsub\",\"stream_name\":null}",
        "{\"channel\":\"$pubsub\"}"
      })
  void aStreamWithoutOneClearNameIsRefused(String identifier) {
    assertThat(named(open, identifier)).isInstanceOf(Naming.Refused.class);
  }

  @Test
  void aNameIsAtMostOneKibibyteLong() {
    String longest = "é".repeat(512);
    assertThat(named(open, pubsub("stream_name", longest))).isEqualTo(new Naming.Stream(longest));
    assertThat(named(open, pubsub("stream_name", longest + "x")))
        .isEqualTo(new Naming.Refused("The name of the stream is longer than 1024 bytes."));
    assertThat(named(open, pubsub("signed_stream_name", signed(SECRET, longest + "x"))))
        .isInstanceOf(Naming.Refused.class);
  }

  @Test
  void aRefusalRepeatsNothingThatIsSecret() {
    Naming refused = named(closed, pubsub("signed_stream_name", "forged"));
    assertThat(refused.toString()).doesNotContain("forged");
  }
}
