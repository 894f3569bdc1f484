package io.cablebridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CommandLineTest {
  @TempDir private Path directory;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          -l :9000                  | http.port: 9000             | --listen
          -l=:9000                  | http.port: 9000             | --listen
          -l 127.0.0.1:9000         | http.host: "127.0.0.1"      | --listen
          --listen [::1]:9000       | http.host: "::1"            | --listen
          -s ws://rails:3000/cable  | upstream.url: ws://rails:3000/cable | --upstream
          -S 45s                    | session.linger: 45s         | --linger
          -S 1m30s                  | session.linger: 90s         | --linger
          -r                        | session.allow-reuse: true   | --allow-reuse
          -d                        | log.level: debug            | --debug
          -q                        | log.level: warn             | --quiet
          --strict-headers          | session.bind-headers: [Cookie, Origin] | --strict-headers
          -strict-headers           | session.bind-headers: [Cookie, Origin] | --strict-headers
          --set poll.timeout=9s     | poll.timeout: 9s            | --set poll.timeout
          """)
  void anOptionSetsItsKeyBeforeAndAfterTheCommand(String options, String line, String origin) {
    String expected = line + " # " + origin;
    assertThat(run(Map.of(), options + " print-config")).isZero();
    assertThat(printed()).contains(expected);
    assertThat(run(Map.of(), "print-config " + options)).isZero();
    assertThat(printed()).contains(expected);
  }

  @Test
  void severalOptionsApplyTogether() {
    assertThat(run(Map.of(), "-rd -l :1 -S 5s --set http.port=2 --set sse.padding=1 print-config"))
        .isZero();
    assertThat(printed())
        .contains(
            "http.port: 2 # --set http.port",
            "sse.padding: 1 # --set sse.padding",
            "session.allow-reuse: true # --allow-reuse",
            "log.level: debug # --debug",
            "session.linger: 5s # --linger");
  }

  @Test
  void theFileIsNamedByTheOptionOrTheVariable() throws Exception {
    Path one = Files.writeString(directory.resolve("one.yml"), "http.port: 1");
    Path two = Files.writeString(directory.resolve("two.yml"), "http.port: 2");
    Map<String, String> environment = Map.of("CABLE_BRIDGE_CONFIG", two.toString());
    assertThat(run(environment, "print-config")).isZero();
    assertThat(printed()).contains("http.port: 2 # " + two + ":1");
    assertThat(run(environment, "print-config --config " + one)).isZero();
    assertThat(printed()).contains("http.port: 1 # " + one + ":1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"check-config", "print-config", "", "demo"})
  void anInvalidConfigurationEndsWithCode2AndAllProblems(String command) {
    assertThat(run(Map.of(), "--set http.port=x --set a.b=c -S 30 " + command)).isEqualTo(2);
    assertThat(err.toString().lines())
        .containsExactly(
            "--linger: session.linger is 30 without a unit; write 30s or 30ms",
            "--set http.port: http.port is \"x\", which is not a whole number",
            "--set a.b: \"a.b\" is not a setting");
    assertThat(out.toString()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--lisen :1", "serve", "-l"})
  void anInvalidCommandLineEndsWithCode2(String arguments) {
    assertThat(run(Map.of(), arguments)).isEqualTo(2);
    assertThat(err.toString()).isNotEmpty();
  }

  @Test
  void aValidConfigurationIsReported() {
    assertThat(run(Map.of(), "check-config")).isZero();
    assertThat(out.toString().strip()).isEqualTo("The configuration is valid.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"geheim123\n", "geheim123", "geheim123\r\nsecond line\n"})
  void aPasswordFromAPipeBecomesAHash(String input) {
    assertThat(run(input, "hash-password")).isZero();
    assertThat(out.toString())
        .matches("pbkdf2-sha256:600000:[A-Za-z0-9_-]{22}:[A-Za-z0-9_-]{43}\n");
    assertThat(err.toString()).isEmpty();
    String assignment = "--set admin.operator-password-hash=" + out.toString().strip();
    assertThat(run(Map.of(), assignment + " --set admin.host=0.0.0.0 check-config")).isZero();
  }

  /** Their languages write numbers with other digits than 0 to 9. */
  @ParameterizedTest
  @ValueSource(strings = {"fa-IR", "ar-EG", "ps-AF", "th-TH-u-nu-thai"})
  void aHashIsTheSameTextInEveryLocale(String language) {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag(language));
    try {
      aPasswordFromAPipeBecomesAHash("geheim123\n");
    } finally {
      Locale.setDefault(before);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "geheim1\n", "\ngeheim123\n"})
  void aPasswordUnderEightCharactersIsRefused(String input) {
    assertThat(run(input, "hash-password")).isEqualTo(2);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString()).contains("8 to 1024 characters").doesNotContain("geheim");
  }

  @ParameterizedTest
  @ValueSource(strings = {"check-config", "", "demo"})
  void aReachableConsoleWithoutAPasswordEndsWithCode2(String command) {
    assertThat(run(Map.of(), "--set admin.host=0.0.0.0 " + command)).isEqualTo(2);
    assertThat(err.toString())
        .contains("admin.host is \"0.0.0.0\"", "admin.operator-password-hash");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--version", "-version"})
  void theVersionComesFromTheBuild(String option) {
    assertThat(run(Map.of(), option)).isZero();
    assertThat(out.toString().strip()).matches("cable-bridge \\d+\\.\\d+\\.\\d+\\S*");
  }

  @Test
  void theHelpListsOptionsAndCommands() {
    assertThat(run(Map.of(), "--help")).isZero();
    assertThat(out.toString())
        .contains("-l, --listen", "--strict-headers", "demo", "check-config", "print-config")
        .contains("hash-password");
  }

  private int run(String input, String arguments) {
    InputStream before = System.in;
    System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
    try {
      return run(Map.of(), arguments);
    } finally {
      System.setIn(before);
    }
  }

  private int run(Map<String, String> environment, String arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    CommandLine commandLine = Main.commandLine(environment);
    commandLine.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    return commandLine.execute(arguments.isBlank() ? new String[0] : arguments.strip().split(" +"));
  }

  private String[] printed() {
    return out.toString().lines().map(line -> line.replaceAll(" {2,}", " ")).toArray(String[]::new);
  }
}
