package io.cablebridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bin/cable-bridge} of the unpacked tarball, in a directory whose name has a space. */
class LauncherIT {
  @TempDir private Path directory;
  private Path launcher;

  private record Outcome(int code, String out, String err) {}

  @BeforeEach
  void unpack() throws Exception {
    Path home = Files.createDirectory(directory.resolve("a b"));
    String tarball = System.getProperty("cablebridge.tarball");
    assertThat(run(home, Map.of(), "tar", "-xzf", tarball).code()).isZero();
    try (var unpacked = Files.list(home)) {
      launcher = unpacked.findFirst().orElseThrow().resolve("bin/cable-bridge");
    }
  }

  @Test
  void theTarballIsComplete() {
    Path home = launcher.getParent().getParent();
    assertThat(home.getFileName().toString()).startsWith("cable-bridge-");
    assertThat(home.resolve("conf/cable-bridge.yml")).isRegularFile();
    assertThat(home.resolve("share/systemd/cable-bridge.service")).isRegularFile();
    assertThat(home.resolve("share/prometheus/cable-bridge.rules.yml")).isRegularFile();
    assertThat(home.resolve("share/grafana/cable-bridge.json")).isRegularFile();
    assertThat(home.resolve("LICENSE")).isRegularFile();
    assertThat(home.resolve("README.md")).isRegularFile();
    assertThat(home.resolve("docs/operations.md")).isRegularFile();
    assertThat(home.resolve("docs/images/console-overview.png")).isRegularFile();
    assertThat(home.resolve("lib")).isNotEmptyDirectory();
  }

  @Test
  void itRunsThroughChainedAndRelativeLinksFromAnyDirectory() throws Exception {
    Files.createSymbolicLink(directory.resolve("one"), launcher);
    Files.createSymbolicLink(directory.resolve("two"), Path.of("one"));
    Outcome outcome = run(directory, Map.of(), "./two", "-version");
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out()).startsWith("cable-bridge ");
    assertThat(outcome.code()).isZero();
  }

  @Test
  void itReadsTheFileBesideIt() throws Exception {
    Path file = launcher.getParent().getParent().resolve("conf/cable-bridge.yml");
    Files.writeString(file, "http.prot: 80\n");
    Outcome outcome = launch(Map.of(), "check-config");
    assertThat(outcome.err()).contains("conf/cable-bridge.yml:1:", "did you mean http.port?");
    assertThat(outcome.code()).isEqualTo(2);
  }

  @Test
  void itPrintsItsChoicesInOneLine() throws Exception {
    for (String version : List.of("17.0.15", "21.0.2", "25")) {
      Path bin = fakeJava(version).resolve("bin");
      Map<String, String> variables =
          Map.of("JAVA_HOME", "", "PATH", bin + ":" + System.getenv("PATH"));
      Outcome outcome = launch(variables, "-l", ":0");
      String choice = outcome.out().lines().findFirst().orElseThrow();
      String options = choice.substring(0, choice.indexOf(" -Dcablebridge.home"));
      assertThat(outcome.err().lines())
          .as(version)
          .singleElement()
          .asString()
          .startsWith("cable-bridge: Java " + version + " at " + bin.resolve("java"))
          .endsWith("MALLOC_ARENA_MAX=2 " + options);
      assertThat(launch(variables, "-q", "-l", ":0").err()).isEmpty();
      assertThat(launch(variables, "--version").err()).isEmpty();
    }
  }

  @Test
  void itPrintsTheWholeCommandOnRequest() throws Exception {
    Map<String, String> variables =
        Map.of(
            "CABLE_BRIDGE_PRINT_FLAGS", "1",
            "CABLE_BRIDGE_HEAP", "300m",
            "CABLE_BRIDGE_JAVA_OPTS", "-Dx=* -Dy=2");
    assertThat(launch(variables, "check-config").err())
        .contains("MALLOC_ARENA_MAX=2", "-XX:+UseSerialGC", "-Xmx300m", " -Dx=* -Dy=2 ");
    assertThat(launch(Map.of(), "check-config").err()).isEmpty();
  }

  @Test
  void itRefusesAJavaThatIsTooOld() throws Exception {
    Outcome outcome = launch(Map.of("JAVA_HOME", fakeJava("11.0.2").toString()), "check-config");
    assertThat(outcome.err()).contains("is version 11.0.2, but 17 or newer is needed");
    assertThat(outcome.code()).isEqualTo(1);
  }

  @Test
  void itUsesCompactHeadersWhereTheJvmHasThem() throws Exception {
    for (String version : List.of("17.0.1", "24.0.1", "25")) {
      Outcome outcome = launch(Map.of("JAVA_HOME", fakeJava(version).toString()), "check-config");
      assertThat(outcome.out().contains("-XX:+UseCompactObjectHeaders"))
          .as(version)
          .isEqualTo(!version.startsWith("17"));
    }
  }

  /** {@code script} creates the terminal; the hash goes to a file, as in common use. */
  @Test
  void aPasswordIsTypedTwiceAndNotShown() throws Exception {
    Path hash = directory.resolve("hash");
    String line = "'" + launcher + "' hash-password > '" + hash + "'; stty -a";
    Process terminal =
        new ProcessBuilder("script", "-qec", line, "/dev/null").redirectErrorStream(true).start();
    try (OutputStream keys = terminal.getOutputStream();
        InputStream screen = terminal.getInputStream()) {
      StringBuilder shown = new StringBuilder();
      awaitShown(screen, shown, "Password: ");
      keys.write("geheim123\n".getBytes(StandardCharsets.US_ASCII));
      keys.flush();
      awaitShown(screen, shown, "Repeat the password: ");
      keys.write("geheim123\n".getBytes(StandardCharsets.US_ASCII));
      keys.flush();
      awaitShown(screen, shown, "echo ");
      assertThat(shown.toString()).doesNotContain("geheim", "pbkdf2").contains(" echo ");
      assertThat(Files.readString(hash)).matches("pbkdf2-sha256:600000:\\S+\n");
    } finally {
      terminal.destroyForcibly();
    }
  }

  /** Reads the screen until it shows the text; fails at the end of the terminal. */
  private static void awaitShown(InputStream screen, StringBuilder shown, String text)
      throws IOException {
    while (shown.indexOf(text) < 0) {
      int next = screen.read();
      assertThat(next).as(shown.toString()).isNotNegative();
      shown.append((char) next);
    }
  }

  /** A home whose java reports this version and otherwise prints its arguments. */
  private Path fakeJava(String version) throws IOException {
    Path home = directory.resolve("java-" + version);
    Path java = Files.createDirectories(home.resolve("bin")).resolve("java");
    String script =
        """
        #!/bin/sh
        if [ "$1" = -version ]; then echo 'openjdk version "%s"' >&2; else echo "$@"; fi
        """;
    Files.writeString(java, script.formatted(version));
    assertThat(java.toFile().setExecutable(true)).isTrue();
    return home;
  }

  private Outcome launch(Map<String, String> variables, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of(arguments));
    return run(directory, variables, command.toArray(String[]::new));
  }

  private Outcome run(Path in, Map<String, String> variables, String... command) throws Exception {
    Path out = directory.resolve("out");
    Path err = directory.resolve("err");
    ProcessBuilder builder = new ProcessBuilder(command).directory(in.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("CABLE_BRIDGE_"));
    builder.environment().putAll(variables);
    Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    try {
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    return new Outcome(process.exitValue(), Files.readString(out), Files.readString(err));
  }
}
