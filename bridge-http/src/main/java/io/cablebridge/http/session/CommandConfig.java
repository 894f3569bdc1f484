package io.cablebridge.http.session;

import java.time.Duration;

/**
 * How POSTs are put in order; the keys under {@code command.}
 *
 * @param reorderWindow how long a POST waits for the ones before it in {@code seq}; default 2 s,
 *     zero never waits, at most 1 min
 */
public record CommandConfig(Duration reorderWindow) {

  /** The values that hold when nothing is configured. */
  public static CommandConfig defaults() {
    return new CommandConfig(Duration.ofSeconds(2));
  }
}
