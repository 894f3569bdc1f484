package io.cablebridge.health;

import io.cablebridge.setting.ConfigRecords;
import io.cablebridge.setting.Description;
import io.cablebridge.setting.Setting;
import java.time.Duration;

/**
 * When the bridge is not ready; the keys under {@code health.}
 *
 * @param upstreamGrace how long Rails may be unreachable before; default 30 s, zero to 1 h
 */
public record HealthConfig(
    @Setting(key = "health.upstream-grace", defaultValue = "30s", range = "0s to 1h")
        @Description(
            "How long Rails may be unreachable before `/health/ready` reports it"
                + " ([operations](operations.md)). 0: no grace.")
        Duration upstreamGrace) {

  /** The values without any configuration. */
  public static HealthConfig defaults() {
    return ConfigRecords.defaults(HealthConfig.class);
  }
}
