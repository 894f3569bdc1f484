package io.cablebridge;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.cablebridge.config.BridgeConfig;
import io.cablebridge.config.CommandLineValues;
import io.cablebridge.config.ConfigLoader;
import io.cablebridge.config.LogLevel;
import io.cablebridge.health.ReloadState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** A reload applies the whole configuration or nothing of it. */
class ConfigReloaderTest {
  private static final Logger LOG = (Logger) LoggerFactory.getLogger(ConfigReloader.class);

  @TempDir private Path directory;
  private final List<BridgeConfig> adopted = new ArrayList<>();
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private Path file;
  private ConfigReloader reload;

  @BeforeEach
  void start() throws Exception {
    file = Files.writeString(directory.resolve("bridge.yml"), "session.max-sessions: 5\n");
    ConfigReloader.Source source =
        () ->
            ConfigLoader.load(
                file, Map.of("CABLE_BRIDGE_LOG_LEVEL", "warn"), new CommandLineValues());
    reload = new ConfigReloader(source.read(), source);
    lines.start();
    LOG.addAppender(lines);
    LOG.setLevel(Level.INFO);
  }

  @AfterEach
  void stop() {
    LOG.detachAppender(lines);
    LOG.setLevel(null);
  }

  private String line() {
    assertThat(lines.list).hasSize(1);
    return lines.list.get(0).getFormattedMessage();
  }

  @Test
  void changesAreAppliedAndLoggedInOneLine() throws Exception {
    Instant before = reload.state().takenOver();
    Files.writeString(file, "session.max-sessions: 6\nhttp.port: 1\nlog.level: debug\n");
    reload.perform(adopted::add);
    assertThat(adopted).hasSize(1);
    assertThat(adopted.get(0).session().maxSessions()).isEqualTo(6);
    assertThat(adopted.get(0).logLevel())
        .as("the environment takes precedence")
        .isEqualTo(LogLevel.WARN);
    assertThat(line())
        .isEqualTo(
            "configuration reloaded changed: session.max-sessions 5 -> 6; needs a restart:"
                + " http.port 8080 -> 1");
    assertThat(reload.state().successful()).isTrue();
    assertThat(reload.state().takenOver()).isAfter(before);
  }

  @Test
  void allProblemsAreLoggedTogetherAndNothingChanges() throws Exception {
    ReloadState before = reload.state();
    Files.writeString(file, "session.max-sessions: 6\nhttp.prot: 1\nsession.linger: 5\n");
    reload.perform(adopted::add);
    assertThat(adopted).isEmpty();
    assertThat(line())
        .contains("nothing has changed", "problems=2", "bridge.yml:2", "did you mean http.port?")
        .contains("bridge.yml:3", "without a unit");
    assertThat(reload.state()).isEqualTo(before.failed());
  }

  @Test
  void aValidReloadAfterAnInvalidOneIsApplied() throws Exception {
    Files.writeString(file, "nonsense: 1\n");
    reload.perform(adopted::add);
    Files.writeString(file, "session.max-sessions: 7\n");
    reload.perform(adopted::add);
    assertThat(adopted).hasSize(1);
    assertThat(reload.state().successful()).isTrue();
  }

  @Test
  void aMissingFileIsAProblem() throws Exception {
    Files.delete(file);
    reload.perform(adopted::add);
    assertThat(adopted).isEmpty();
    assertThat(reload.state().successful()).isFalse();
  }

  @Test
  void withoutAChangeNothingIsApplied() {
    reload.perform(adopted::add);
    assertThat(adopted).isEmpty();
    assertThat(line()).endsWith("changed: nothing; needs a restart: nothing");
  }
}
