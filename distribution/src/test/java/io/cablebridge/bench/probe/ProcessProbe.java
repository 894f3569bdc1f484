package io.cablebridge.bench.probe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Reads CPU time, memory and open files of a process from {@code /proc/<pid>}. */
public final class ProcessProbe {
  /** Clock ticks of {@code /proc/<pid>/stat}: USER_HZ, 100 on every Linux that runs Java. */
  private static final double TICKS_PER_SECOND = 100;

  private final Path directory;

  public ProcessProbe(long pid) {
    directory = Path.of("/proc", Long.toString(pid));
  }

  /** User and system time of the whole process, in steps of 10 ms. */
  public double cpuSeconds() {
    String stat = read("stat");
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
  }

  long rssBytes() {
    return read("status")
        .lines()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
        .findFirst()
        .orElseThrow();
  }

  public int descriptors() {
    try (Stream<Path> open = Files.list(directory.resolve("fd"))) {
      return (int) open.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String read(String file) {
    try {
      return Files.readString(directory.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
