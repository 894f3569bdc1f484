package io.cablebridge.bench.probe;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Waits in a benchmark. {@link #until} polls every 10 ms, with a limit, for a state of another
 * process or thread. {@link #pause} waits for a fixed time that is part of the measurement: a
 * window, or a timeout that must pass first.
 */
public final class Waiting {
  private Waiting() {}

  public static void until(
      Duration limit, String awaited, Supplier<String> seen, BooleanSupplier condition) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        throw new IllegalStateException(
            "Not within " + limit.toSeconds() + " s: " + awaited + "; " + seen.get());
      }
      pause(Duration.ofMillis(10));
    }
  }

  public static void pause(Duration length) {
    try {
      Thread.sleep(length.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted", e);
    }
  }
}
