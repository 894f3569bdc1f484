package io.cablebridge.stream.name;

import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.protocol.JsonText;
import io.cablebridge.protocol.JsonValue;
import io.cablebridge.secret.Secret;
import io.cablebridge.setting.ConfigRecords;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamResolverTest {
  private static final Secret SECRET = Secret.of("s3Krit");
  private static final Secret TURBO = Secret.of("turb0");
  private static final Secret BASE = Secret.of("0123456789abcdef".repeat(8));

  private static StreamResolver names(
      boolean open, Secret secret, boolean turbo, Secret turboSecret, Secret base) {
    return new StreamResolver(
        new StreamNamesConfig(open, secret, turbo, turboSecret, base, TurboKey.Digest.SHA256));
  }

  private final StreamResolver closed = names(false, SECRET, false, Secret.NONE, Secret.NONE);
  private final StreamResolver open = names(true, SECRET, false, Secret.NONE, Secret.NONE);
  private final StreamResolver turbo = names(false, SECRET, true, TURBO, BASE);

  private static StreamTarget named(StreamResolver names, String identifier) {
    return names.of(JsonText.of(identifier));
  }

  private static String pubsub(String key, String name) {
    return "{\"channel\":\"$pubsub\",\"" + key + "\":" + JsonValue.quoted(name) + "}";
  }

  private static String turbo(String signed) {
    return "{\"channel\":\"Turbo::StreamsChannel\",\"signed_stream_name\":\"" + signed + "\"}";
  }

  @Test
  void aSignedNameIsAStream() {
    String identifier = pubsub("signed_stream_name", SignedNames.sign(SECRET, "chat/1"));
    assertThat(named(closed, identifier)).isEqualTo(new StreamTarget.Stream("chat/1"));
  }

  @Test
  void aNameSignedWithAnotherSecretIsRefused() {
    String identifier = pubsub("signed_stream_name", SignedNames.sign(TURBO, "chat/1"));
    assertThat(named(closed, identifier)).isInstanceOf(StreamTarget.Refused.class);
    assertThat(named(open, identifier)).isInstanceOf(StreamTarget.Refused.class);
  }

  @Test
  void withoutASecretEverySignedNameIsRefused() {
    StreamResolver names = new StreamResolver(ConfigRecords.defaults(StreamNamesConfig.class));
    assertThat(named(names, pubsub("signed_stream_name", SignedNames.sign(SECRET, "chat"))))
        .isInstanceOf(StreamTarget.Refused.class);
  }

  @Test
  void aBareNameIsAStreamOnlyWherePublicNamesAreAllowed() {
    assertThat(named(open, pubsub("stream_name", "chat")))
        .isEqualTo(new StreamTarget.Stream("chat"));
    assertThat(named(closed, pubsub("stream_name", "chat")))
        .isInstanceOf(StreamTarget.Refused.class);
  }

  @Test
  void byDefaultNoBareNameIsAllowed() {
    StreamResolver names = new StreamResolver(ConfigRecords.defaults(StreamNamesConfig.class));
    assertThat(named(names, pubsub("stream_name", "chat")))
        .isInstanceOf(StreamTarget.Refused.class);
  }

  @Test
  void ofTwoNamesTheSignedOneWins() {
    String both = "{\"channel\":\"$pubsub\",\"stream_name\":\"b\",\"signed_stream_name\":\"%s\"}";
    assertThat(named(open, both.formatted(SignedNames.sign(SECRET, "a"))))
        .isEqualTo(new StreamTarget.Stream("a"));
    assertThat(named(open, both.formatted("forged"))).isInstanceOf(StreamTarget.Refused.class);
    assertThat(named(open, both.formatted(""))).isEqualTo(new StreamTarget.Stream("b"));
  }

  @Test
  void otherParametersAndTheOrderDoNotMatter() {
    assertThat(
            named(
                open,
                " {\"x\":{\"channel\":\"A\"}, \"stream_name\":\"a\\/b\",\"channel\":\"$pubsub\"} "))
        .isEqualTo(new StreamTarget.Stream("a/b"));
  }

  @Test
  void turboIsLeftToRailsUnlessItIsEnabled() {
    assertThat(named(closed, turbo(SignedNames.sign(SECRET, "chat"))))
        .isEqualTo(new StreamTarget.Cable());
    assertThat(named(turbo, turbo(SignedNames.sign(TURBO, "chat"))))
        .isEqualTo(new StreamTarget.Stream("chat"));
  }

  @Test
  void turboHasASecretOfItsOwn() {
    assertThat(named(turbo, turbo(SignedNames.sign(SECRET, "chat"))))
        .isInstanceOf(StreamTarget.Refused.class);
    assertThat(named(turbo, pubsub("signed_stream_name", SignedNames.sign(TURBO, "chat"))))
        .isInstanceOf(StreamTarget.Refused.class);
  }

  @Test
  void turbosSecretIsDerivedFromTheSecretKeyBaseWhenNoneIsGiven() {
    String byRails = "ImNoYXQi--605c17a7f746c5921d0ab2257f410b892688009288122cf4082763cd7480ed6a";
    StreamResolver derived = names(false, Secret.NONE, true, Secret.NONE, BASE);
    assertThat(named(derived, turbo(byRails))).isEqualTo(new StreamTarget.Stream("chat"));
    assertThat(named(turbo, turbo(byRails))).isInstanceOf(StreamTarget.Refused.class);
  }

  @Test
  void enabledWithoutASecretTurboRefusesEveryName() {
    StreamResolver none = names(true, SECRET, true, Secret.NONE, Secret.NONE);
    assertThat(named(none, turbo(SignedNames.sign(SECRET, "chat"))))
        .isInstanceOf(StreamTarget.Refused.class);
  }

  @Test
  void turboTakesNoBareNames() {
    StreamResolver all = names(true, SECRET, true, TURBO, Secret.NONE);
    String identifier = "{\"channel\":\"Turbo::StreamsChannel\",\"stream_name\":\"chat\"}";
    assertThat(named(all, identifier)).isInstanceOf(StreamTarget.Refused.class);
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
  void anIdentifierWithoutAStreamGoesToRails(String identifier) {
    assertThat(named(open, identifier)).isEqualTo(new StreamTarget.Cable());
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
  void aStreamWithoutOneUnambiguousNameIsRefused(String identifier) {
    assertThat(named(open, identifier)).isInstanceOf(StreamTarget.Refused.class);
  }

  @Test
  void aNameIsAtMostOneKibibyteLong() {
    String longest = "é".repeat(512);
    assertThat(named(open, pubsub("stream_name", longest)))
        .isEqualTo(new StreamTarget.Stream(longest));
    assertThat(named(open, pubsub("stream_name", longest + "x")))
        .isEqualTo(new StreamTarget.Refused("The stream name is longer than 1024 bytes."));
    assertThat(named(open, pubsub("signed_stream_name", SignedNames.sign(SECRET, longest + "x"))))
        .isInstanceOf(StreamTarget.Refused.class);
  }

  @Test
  void aRefusalDoesNotRepeatSecrets() {
    StreamTarget refused = named(closed, pubsub("signed_stream_name", "forged"));
    assertThat(refused.toString()).doesNotContain("forged");
  }
}
