package io.cablebridge.config;

import static org.assertj.core.api.Assertions.assertThat;

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

/** What a running bridge takes over of a newer configuration. */
class ReloadedTest {
  private static final Path REFERENCE = Path.of("../docs/configuration.md");

  @TempDir private Path directory;

  private LoadedConfig of(String yaml) throws Exception {
    return new Loading(directory).file(yaml).loaded();
  }

  @Test
  void theSameChangesNothing() throws Exception {
    Reloaded reloaded = of("session.max-sessions: 5").reload(of("session.max-sessions: 5"));
    assertThat(reloaded.taken()).isEmpty();
    assertThat(reloaded.pending()).isEmpty();
    assertThat(reloaded.running().config().session().maxSessions()).isEqualTo(5);
  }

  @Test
  void whatCanBeTakenOverIs() throws Exception {
    Reloaded reloaded =
        of("session.max-sessions: 5\nhttp.cors.allowed-origins: [https://a.example]")
            .reload(of("session.queue-events: 7\nlog.level: debug"));
    assertThat(reloaded.taken())
        .containsExactly(
            "http.cors.allowed-origins [https://a.example] -> []",
            "session.queue-events 256 -> 7",
            "session.max-sessions 5 -> 10000",
            "log.level info -> debug");
    BridgeConfig config = reloaded.running().config();
    assertThat(config.session().maxSessions()).isEqualTo(10_000);
    assertThat(config.session().queueEvents()).isEqualTo(7);
    assertThat(config.http().allowedOrigins()).isEmpty();
    assertThat(config.logLevel()).isEqualTo(LogLevel.DEBUG);
  }

  @Test
  void whatNeedsARestartIsNamedUntilThen() throws Exception {
    Reloaded first = of("").reload(of("http.port: 1"));
    assertThat(first.taken()).isEmpty();
    assertThat(first.pending()).containsExactly("http.port 8080 -> 1");
    assertThat(first.running().config().http().port()).isEqualTo(8080);
    Reloaded second = first.running().reload(of("http.port: 1\ndrain-timeout: 2s"));
    assertThat(second.taken()).containsExactly("drain-timeout 1m -> 2s");
    assertThat(second.pending()).containsExactly("http.port 8080 -> 1");
  }

  @Test
  void secretsAreMasked() throws Exception {
    Reloaded reloaded =
        of("jwt.secret: first-secret\nupstream.url: ws://rails/cable?token=first-secret")
            .reload(
                of(
                    "jwt.secret: second-secret\nupstream.url: ws://rails/cable?token=second-secret"));
    assertThat(reloaded.pending()).hasSize(2).noneMatch(line -> line.contains("-secret"));
    assertThat(reloaded.pending().toString()).contains("jwt.secret ", "upstream.url ");
  }

  @Test
  void anotherSecretInTheSameFileIsSeen() throws Exception {
    Path file = Files.writeString(directory.resolve("secret"), "first");
    LoadedConfig old = of("jwt.secret-file: " + file);
    Files.writeString(file, "second");
    assertThat(old.reload(of("jwt.secret-file: " + file)).pending())
        .singleElement()
        .asString()
        .startsWith("jwt.secret-file ");
  }

  @Test
  void theReferenceListsWhatCanBeTakenOver() throws Exception {
    Map<String, String> expected = new TreeMap<>();
    Reloadable.BY_KEY.forEach(
        (key, when) -> expected.put(key, when.name().toLowerCase(Locale.ROOT).replace('_', ' ')));
    assertThat(documented()).isEqualTo(expected);
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
