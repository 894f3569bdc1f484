package io.cablebridge.health;

import java.time.Duration;

/**
 * When the bridge counts as not ready; the keys under {@code health.}
 *
 * @param upstreamGrace how long Rails may be away before it does; default 30 s, zero to 1 h
 */
public record HealthConfig(Duration upstreamGrace) {

  /** The values that hold when nothing is configured. */
  public static HealthConfig defaults() {
    return new HealthConfig(Duration.ofSeconds(30));
  }
}
