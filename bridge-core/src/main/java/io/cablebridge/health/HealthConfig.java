package io.cablebridge.health;

import io.cablebridge.setting.Description;
import io.cablebridge.setting.Setting;
import java.time.Duration;

/** When the bridge is not ready; the keys under {@code health.} */
public record HealthConfig(
    @Setting(key = "health.upstream-grace", defaultValue = "30s", range = "0s to 1h")
        @Description(
            "How long Rails may be unreachable before `/health/ready` reports it"
                + " ([operations](operations.md)). 0: no grace.")
        Duration upstreamGrace) {}
