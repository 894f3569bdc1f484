package io.cablebridge.http.session;

import io.cablebridge.setting.Description;
import io.cablebridge.setting.Setting;
import java.time.Duration;

/** How POSTs are put in order; keys below {@code command.} */
public record CommandConfig(
    @Setting(key = "command.reorder-window", defaultValue = "2s", range = "0s to 1m")
        @Description("How long a POST with a `seq` waits for the POSTs before it. 0: not at all.")
        Duration reorderWindow) {}
