package io.cablebridge.e2e.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cablebridge.e2e.rig.BridgeProcess;
import io.cablebridge.e2e.rig.ChildProcess;
import io.cablebridge.e2e.rig.Needs;
import io.cablebridge.e2e.rig.RealPart;
import io.cablebridge.e2e.rig.Tarball;
import io.cablebridge.e2e.rig.TestBed;
import io.cablebridge.fake.FakeRails;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The shipped files for Prometheus, Grafana and systemd. */
final class MonitoringFilesIT {

  @RegisterExtension static final TestBed TESTBED = new TestBed();

  private static final Path SHARE = Tarball.HOME.resolve("share");
  private static final Path RULES = SHARE.resolve("prometheus/cable-bridge.rules.yml");
  private static final Path BOARD = SHARE.resolve("grafana/cable-bridge.json");
  private static final Path UNIT = SHARE.resolve("systemd/cable-bridge.service");
  private static final Path ALERT_TESTS = Path.of("src/test/prometheus/cable-bridge.test.yml");

  private static final Pattern METRIC =
      Pattern.compile("\\b(?:cablebridge|process|jvm)_[a-z0-9_]+");

  @TempDir private Path directory;

  private static ChildProcess run(Path in, String... command) {
    return ChildProcess.start(
        command[0], "watching-" + System.nanoTime(), in, Map.of(), List.of(command));
  }

  private static void succeeds(Path in, String... command) {
    ChildProcess process = run(in, command);
    int status = process.exitCode(Duration.ofSeconds(60));
    assertThat(status).as(process.tail(60)).isZero();
  }

  private static Set<String> metricsIn(String text) {
    Set<String> names = new TreeSet<>();
    Matcher found = METRIC.matcher(text);
    while (found.find()) {
      names.add(found.group().replaceFirst("_(bucket|sum|count)$", ""));
    }
    return names;
  }

  private static Set<String> metricsOfTheBoard() throws IOException {
    Set<String> names = new TreeSet<>();
    JsonNode board = new ObjectMapper().readTree(BOARD.toFile());
    board.findValuesAsText("expr").forEach(expression -> names.addAll(metricsIn(expression)));
    return names;
  }

  @Test
  void everyMetricOfRulesAndDashboardIsExported() throws Exception {
    FakeRails rails = TESTBED.add(FakeRails.start());
    BridgeProcess bridge = TESTBED.add(new BridgeProcess(rails.uri(), List.of()));
    Set<String> exported = new TreeSet<>();
    bridge
        .console()
        .get("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith("# TYPE "))
        .forEach(line -> exported.add(line.split(" ")[2]));
    Set<String> used = metricsOfTheBoard();
    assertThat(used).hasSizeGreaterThan(20);
    Files.readAllLines(RULES).stream()
        .filter(line -> !line.strip().matches("(summary|description|#).*"))
        .forEach(line -> used.addAll(metricsIn(line)));
    assertThat(exported).containsAll(used);
  }

  @Test
  void theDashboardFitsTheGridOfGrafana() throws Exception {
    JsonNode panels = new ObjectMapper().readTree(BOARD.toFile()).path("panels");
    Set<Integer> ids = new TreeSet<>();
    for (JsonNode panel : panels) {
      assertThat(ids.add(panel.path("id").asInt())).isTrue();
      JsonNode place = panel.path("gridPos");
      assertThat(place.path("x").asInt() + place.path("w").asInt()).isLessThanOrEqualTo(24);
      assertThat(panel.path("title").asText()).isNotEmpty();
    }
  }

  @Test
  @Needs(RealPart.PROMTOOL)
  void theRulesAreValidAndTheirAlertsFireWhenTheyShould() throws Exception {
    succeeds(directory, "promtool", "check", "rules", RULES.toString());
    Files.copy(RULES, directory.resolve("cable-bridge.rules.yml"));
    Files.copy(ALERT_TESTS, directory.resolve("cable-bridge.test.yml"));
    succeeds(directory, "promtool", "test", "rules", "cable-bridge.test.yml");
  }

  @Test
  @Needs(RealPart.PROMTOOL)
  void prometheusAcceptsEveryQueryOfTheDashboard() throws Exception {
    StringBuilder rules = new StringBuilder("groups:\n  - name: board\n    rules:\n");
    int number = 0;
    for (String expression : new ObjectMapper().readTree(BOARD.toFile()).findValuesAsText("expr")) {
      rules
          .append("      - record: q" + ++number + "\n        expr: >-\n          ")
          .append(expression.replace("$__rate_interval", "1m"))
          .append('\n');
    }
    Files.writeString(directory.resolve("board.yml"), rules);
    succeeds(directory, "promtool", "check", "rules", "board.yml");
  }

  @Test
  @Needs(RealPart.SYSTEMD)
  void theUnitIsValidAndItsServiceIsConfined() throws Exception {
    Path unit = directory.resolve("cable-bridge.service");
    String text = Files.readString(UNIT);
    assertThat(text).contains("ExecStart=/opt/cable-bridge/bin/cable-bridge ");
    Files.writeString(unit, text.replace("/opt/cable-bridge", Tarball.HOME.toString()));
    ChildProcess verify = run(directory, "systemd-analyze", "verify", unit.toString());
    assertThat(verify.exitCode(Duration.ofSeconds(60))).as(verify.tail(60)).isZero();
    assertThat(verify.log()).isEmpty();
    succeeds(
        directory,
        "systemd-analyze",
        "security",
        "--offline=true",
        "--no-pager",
        "--threshold=20", // of 100: an exposure of 2.0
        unit.toString());
  }
}
