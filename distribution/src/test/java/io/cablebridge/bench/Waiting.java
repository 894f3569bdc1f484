package io.cablebridge.bench;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits with a limit for what another process does, looking every 10 ms. */
final class Waiting {
  private Waiting() {}

  static void until(
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

  static void pause(Duration length) {
    try {
      Thread.sleep(length.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted", e);
    }
  }
}
