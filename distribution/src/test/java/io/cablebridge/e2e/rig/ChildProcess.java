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
 * A program that a test started. What it prints goes to a file of its own below {@code target/e2e},
 * which stays for whoever looks into a failure. Ended by whoever started it, and with the tests'
 * own process at the latest.
 */
public final class ChildProcess implements AutoCloseable {

  private static final Path LOGS = Path.of("target", "e2e", "logs");

  /** A port may be had again, and then what was said on it before must not be read. */
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
   * @param tag what the name of its log has besides the program's name and a number
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

  /** Waits until the program is ready; says what it printed if it is not. */
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
      throw new IllegalStateException(name + " did not come up; it said:\n" + tail(40), e);
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
        throw new IllegalStateException(name + " took no signal " + signal);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Waits for the program's own end. */
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
