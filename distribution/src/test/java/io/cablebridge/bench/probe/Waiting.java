package io.cablebridge.bench.probe;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Lets time pass in a benchmark. {@link #until} waits with a limit for what another process or
 * thread does: nothing tells us of it, so it is looked for every 10 ms. {@link #pause} is for time
 * that is itself the measure: a window to measure in, or a known time-out that must be over before.
 * Nothing is slept for in the hope that it will be done by then.
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
