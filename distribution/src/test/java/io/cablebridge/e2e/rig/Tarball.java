package io.cablebridge.e2e.rig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The built tarball, unpacked once below {@code target/e2e}. */
public final class Tarball {

  /** The unpacked directory, {@code cable-bridge-<version>}; unpacked at class loading. */
  public static final Path HOME = unpack(found());

  private Tarball() {}

  /** The tarball named by the build, otherwise the newest in {@code target}. */
  private static Path found() {
    String named = System.getProperty("cablebridge.tarball");
    return named == null ? newest() : Path.of(named);
  }

  private static Path newest() {
    try (Stream<Path> files = Files.list(Path.of("target"))) {
      return files
          .filter(file -> file.getFileName().toString().matches("cable-bridge-.*\\.tar\\.gz"))
          .max(Comparator.comparing(Tarball::modified))
          .orElseThrow(() -> new IllegalStateException("no tarball in target; run mvn package"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static FileTime modified(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path unpack(Path tarball) {
    try {
      Path to = Path.of("target", "e2e", "unpacked-" + modified(tarball).toMillis());
      if (!Files.exists(to)) {
        Files.createDirectories(to);
        ChildProcess tar =
            ChildProcess.start(
                "tar",
                to.getFileName().toString(),
                to,
                Map.of(),
                List.of("tar", "xzf", tarball.toAbsolutePath().toString()));
        int status = tar.exitCode(Duration.ofSeconds(60));
        if (status != 0) {
          throw new IllegalStateException("tar ended with " + status + "\n" + tar.tail(20));
        }
      }
      try (Stream<Path> unpacked = Files.list(to)) {
        return unpacked.findFirst().orElseThrow().toAbsolutePath();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
