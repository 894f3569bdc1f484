package io.cablebridge.e2e.rig;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A log holds the output of one program only, not of an earlier one with the same port. */
final class ChildProcessTest {

  private static String logOf(String word) {
    try (ChildProcess echo =
        ChildProcess.start("echo", "4711", Path.of("target"), Map.of(), List.of("echo", word))) {
      echo.exitCode(Duration.ofSeconds(10));
      return echo.log();
    }
  }

  @Test
  void twoProcessesOfOneNameAndPortHaveSeparateLogs() {
    assertThat(logOf("first")).isEqualTo("first\n");
    assertThat(logOf("second")).isEqualTo("second\n");
  }
}
