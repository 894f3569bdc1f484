package io.cablebridge.setting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cablebridge.secret.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The settings that the components of a record declare. */
class ConfigRecordsTest {

  /** A nested record. */
  public record Inner(
      @Setting(key = "a.size", defaultValue = "2KiB", range = "1KiB to 1MiB", bytes = true)
          @Description("A size.")
          int size,
      @Setting(key = "a.secret") @Description("A secret.") Secret secret) {}

  /** One setting of each type. */
  public record Outer(
      Inner inner,
      @Setting(key = "b.count", defaultValue = "3", range = "1 to 9", reload = Reload.AT_ONCE)
          @Description("A number.")
          int count,
      @Setting(key = "b.min", defaultValue = "1s", range = "0s to 1m", notAbove = "b.max")
          @Description("A duration.")
          Duration min,
      @Setting(key = "b.on", defaultValue = "true") @Description("A flag.") boolean on,
      @Setting(key = "b.name", defaultValue = "x", format = TextFormat.TOKEN)
          @Description("A text.")
          String name,
      @Setting(key = "b.names", defaultValue = "x, y", format = TextFormat.TOKEN)
          @Description("A list.")
          List<String> names,
      @Setting(
              key = "b.url",
              defaultValue = "ws://localhost/cable",
              format = TextFormat.WEB_SOCKET_URL)
          @Description("A URL.")
          URI url,
      @Setting(key = "b.when", defaultValue = "at_once") @Description("A choice.") Reload when) {}

  private static ConfigKey<?> key(String name) {
    return ConfigRecords.keys(Outer.class).stream()
        .filter(key -> key.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static Object read(String name, String text) {
    return key(name).read(RawValue.of(text));
  }

  @Test
  void theSettingsAreInTheOrderOfTheComponents() {
    assertThat(ConfigRecords.keys(Outer.class).stream().map(ConfigKey::name))
        .containsExactly(
            "a.size",
            "a.secret",
            "a.secret-file",
            "b.count",
            "b.min",
            "b.on",
            "b.name",
            "b.names",
            "b.url",
            "b.when");
  }

  @Test
  void theDefaultsHaveTheTypesOfTheComponents() {
    assertThat(ConfigRecords.defaults(Outer.class))
        .isEqualTo(
            new Outer(
                new Inner(2048, Secret.NONE),
                3,
                Duration.ofSeconds(1),
                true,
                "x",
                List.of("x", "y"),
                URI.create("ws://localhost/cable"),
                Reload.AT_ONCE));
  }

  @Test
  void aRecordIsCreatedFromTheValuesOfItsKeys() {
    Map<String, Object> values = Map.of("b.count", 7, "a.secret", Secret.of("s"));
    Outer outer =
        ConfigRecords.create(
            Outer.class, key -> values.getOrDefault(key.name(), key.defaultValue()));
    assertThat(outer.count()).isEqualTo(7);
    assertThat(outer.inner().secret()).isEqualTo(Secret.of("s"));
  }

  @Test
  void aSecretThatIsNotSetIsTakenFromItsFile() {
    SecretFile file = new SecretFile("/x", Secret.of("in the file"));
    Inner inner =
        ConfigRecords.create(
            Inner.class, key -> key.name().endsWith("-file") ? file : key.defaultValue());
    assertThat(inner.secret()).isEqualTo(file.secret());
  }

  @Test
  void aKeyHasWhatItsAnnotationsSay() {
    assertThat(key("b.count").variable()).isEqualTo("CABLE_BRIDGE_B_COUNT");
    assertThat(key("b.count").reload()).isEqualTo(Reload.AT_ONCE);
    assertThat(key("b.count").description()).isEqualTo("A number.");
    assertThat(key("b.count").bounds()).isEqualTo("1 to 9");
    assertThat(key("b.min").bounds()).isEqualTo("0s to 1m, at most `b.max`");
    assertThat(key("b.min").isReloadable()).isFalse();
    assertThat(key("a.size").defaultText()).isEqualTo("2KiB");
    assertThat(key("b.when").type().word()).isEqualTo("needs_restart or new_sessions or at_once");
  }

  @Test
  void bothBoundsAreValid() {
    assertThat(read("b.count", "1")).isEqualTo(1);
    assertThat(read("b.count", "9")).isEqualTo(9);
    assertThatThrownBy(() -> read("b.count", "0")).hasMessage("is 0, but must be at least 1");
    assertThatThrownBy(() -> read("b.count", "10")).hasMessage("is 10, but must be at most 9");
  }

  @Test
  void aTextMustHaveItsFormat() {
    assertThatThrownBy(() -> read("b.name", "a b")).hasMessage("is \"a b\", which is not a name");
    assertThatThrownBy(() -> read("b.names", "a,b c,d e"))
        .hasMessage("has \"b c\", which is not a name");
    assertThatThrownBy(() -> read("b.url", "http://localhost/"))
        .hasMessage("is \"http://localhost/\", but must begin with ws:// or wss://");
  }
}
