package io.cablebridge.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.setting.ConfigKey;
import io.cablebridge.setting.Reload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which changes of a newer configuration a running bridge applies. */
class ReloadDiffTest {
  private static final Path REFERENCE = Path.of("../docs/configuration.md");

  @TempDir private Path directory;

  private LoadedConfig of(String yaml) throws Exception {
    return new Loading(directory).file(yaml).loaded();
  }

  @Test
  void anEqualConfigurationChangesNothing() throws Exception {
    ReloadDiff diff =
        ReloadDiff.between(of("session.max-sessions: 5"), of("session.max-sessions: 5"));
    assertThat(diff.applied()).isEmpty();
    assertThat(diff.pending()).isEmpty();
    assertThat(diff.result().config().session().maxSessions()).isEqualTo(5);
  }

  @Test
  void reloadableSettingsAreApplied() throws Exception {
    ReloadDiff diff =
        ReloadDiff.between(
            of("session.max-sessions: 5\nhttp.cors.allowed-origins: [https://a.example]"),
            of("session.queue-events: 7\nlog.level: debug"));
    assertThat(diff.applied())
        .containsExactly(
            "http.cors.allowed-origins [https://a.example] -> []",
            "session.queue-events 256 -> 7",
            "session.max-sessions 5 -> 10000",
            "log.level info -> debug");
    BridgeConfig config = diff.result().config();
    assertThat(config.session().maxSessions()).isEqualTo(10_000);
    assertThat(config.session().queueEvents()).isEqualTo(7);
    assertThat(config.http().allowedOrigins()).isEmpty();
    assertThat(config.logLevel()).isEqualTo(LogLevel.DEBUG);
  }

  @Test
  void otherSettingsStayPendingUntilARestart() throws Exception {
    ReloadDiff first = ReloadDiff.between(of(""), of("http.port: 1"));
    assertThat(first.applied()).isEmpty();
    assertThat(first.pending()).containsExactly("http.port 8080 -> 1");
    assertThat(first.result().config().http().port()).isEqualTo(8080);
    ReloadDiff second = ReloadDiff.between(first.result(), of("http.port: 1\ndrain-timeout: 2s"));
    assertThat(second.applied()).containsExactly("drain-timeout 1m -> 2s");
    assertThat(second.pending()).containsExactly("http.port 8080 -> 1");
  }

  @Test
  void secretsAreMasked() throws Exception {
    ReloadDiff diff =
        ReloadDiff.between(
            of("jwt.secret: first-secret\nupstream.url: ws://rails/cable?token=first-secret"),
            of("jwt.secret: second-secret\nupstream.url: ws://rails/cable?token=second-secret"));
    assertThat(diff.pending()).hasSize(2).noneMatch(line -> line.contains("-secret"));
    assertThat(diff.pending().toString()).contains("jwt.secret ", "upstream.url ");
  }

  @Test
  void aNewSecretInTheSameFileIsAChange() throws Exception {
    Path file = Files.writeString(directory.resolve("secret"), "first");
    LoadedConfig old = of("jwt.secret-file: " + file);
    Files.writeString(file, "second");
    assertThat(ReloadDiff.between(old, of("jwt.secret-file: " + file)).pending())
        .singleElement()
        .asString()
        .startsWith("jwt.secret-file ");
  }

  @Test
  void theReferenceListsTheReloadableSettings() throws Exception {
    Map<String, String> expected = new TreeMap<>();
    ConfigKeys.ALL.stream()
        .filter(ConfigKey::isReloadable)
        .forEach(key -> expected.put(key.name(), words(key.reload())));
    assertThat(documented()).isEqualTo(expected);
  }

  private static String words(Reload reload) {
    return reload.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** The rows {@code | at once | `key`, `key` |}. */
  private static Map<String, String> documented() throws IOException {
    Map<String, String> found = new TreeMap<>();
    for (String line : Files.readAllLines(REFERENCE)) {
      List<String> cells = Arrays.stream(line.split("\\|")).map(String::strip).toList();
      if (cells.size() == 3
          && (cells.get(1).equals("at once") || cells.get(1).equals("new sessions"))) {
        for (String key : cells.get(2).split(",")) {
          found.put(key.strip().replace("`", ""), cells.get(1));
        }
      }
    }
    return found;
  }
}
