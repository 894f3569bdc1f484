package io.cablebridge.e2e.rig;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A third-party program that tests use. {@link #missing()} describes what is not installed; {@code
 * distribution/scripts/install-test-parts} installs all of them.
 */
public enum RealPart {
  RAILS("puma") {
    @Override
    Optional<String> missing() {
      return super.missing().or(RealPart::missingGems);
    }
  },
  REDIS("redis-server"),
  CHROMIUM("chromium"),
  PROMTOOL("promtool"),
  SYSTEMD("systemd-analyze"),
  NGINX("nginx"),
  HAPROXY("haproxy"),
  CADDY("caddy"),
  CURL("curl");

  private final String program;

  RealPart(String program) {
    this.program = program;
  }

  /** Empty if the program is installed. */
  Optional<String> missing() {
    return onPath(program) ? Optional.empty() : Optional.of(program + " is not installed");
  }

  private static boolean onPath(String program) {
    // Debian installs servers in /usr/sbin, which is not on the PATH of users.
    String path = System.getenv().getOrDefault("PATH", "/usr/bin") + ":/usr/sbin";
    return List.of(path.split(":")).stream()
        .map(directory -> Path.of(directory, program))
        .anyMatch(Files::isExecutable);
  }

  private static Optional<String> missingGems() {
    try {
      Process ruby =
          new ProcessBuilder("ruby", "-e", "%w[actioncable railties].each { |name| gem name }")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      boolean found = ruby.waitFor(20, TimeUnit.SECONDS) && ruby.exitValue() == 0;
      return found ? Optional.empty() : Optional.of("Ruby has no gems actioncable and railties");
    } catch (IOException e) {
      return Optional.of("ruby is not installed");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("the search for Ruby's gems was interrupted");
    }
  }
}
