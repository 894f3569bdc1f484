package io.cablebridge.e2e.rig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * A child process of a test. Its output goes to its own log file below {@code target/e2e}, which is
 * kept for diagnosis. The creator ends it; at the latest it ends with the test JVM.
 */
public final class ChildProcess implements AutoCloseable {

  private static final Path LOGS = Path.of("target", "e2e", "logs");

  /** Numbers the log files: two processes on the same port must not share a log. */
  private static final AtomicInteger STARTED = new AtomicInteger();

  private final String name;
  private final Process process;
  private final Path log;

  private ChildProcess(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
  }

  /**
   * Starts {@code command} in {@code directory}.
   *
   * @param tag part of the log file's name, beside the program's name and a number
   */
  public static ChildProcess start(
      String name,
      String tag,
      Path directory,
      Map<String, String> environment,
      List<String> command) {
    try {
      Files.createDirectories(LOGS);
      Path log =
          LOGS.resolve(name + "-" + tag + "-" + STARTED.incrementAndGet() + ".log")
              .toAbsolutePath();
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.to(log.toFile()));
      builder.environment().putAll(environment);
      Process process = builder.start();
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
      return new ChildProcess(name, process, log);
    } catch (IOException e) {
      throw new UncheckedIOException(name + " does not start", e);
    }
  }

  /** Waits until the program is ready; fails with the tail of its log. */
  public ChildProcess await(Duration limit, BooleanSupplier ready) {
    try {
      Eventually.within(limit)
          .until(
              () -> {
                if (!process.isAlive()) {
                  throw new IllegalStateException(name + " ended with " + process.exitValue());
                }
                return ready.getAsBoolean();
              });
      return this;
    } catch (RuntimeException e) {
      close();
      throw new IllegalStateException(name + " is not ready; its log ends:\n" + tail(40), e);
    }
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Sends a signal by its name, as in {@code kill -STOP}. */
  public void signal(String signal) {
    try {
      int status = new ProcessBuilder("kill", "-" + signal, Long.toString(pid())).start().waitFor();
      if (status != 0) {
        throw new IllegalStateException(name + " did not accept the signal " + signal);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Waits until the program ends by itself. */
  public int exitCode(Duration limit) {
    try {
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException(name + " still runs after " + limit + ":\n" + tail(40));
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  public String log() {
    try {
      return Files.exists(log) ? Files.readString(log, StandardCharsets.ISO_8859_1) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String tail(int lines) {
    List<String> all = log().lines().toList();
    return String.join("\n", all.subList(Math.max(0, all.size() - lines), all.size()));
  }

  /** Kills the program at once. Safe to call again. */
  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
