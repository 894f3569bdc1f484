package io.cablebridge.http.anycable;

import io.cablebridge.setting.Description;
import io.cablebridge.setting.Setting;
import java.time.Duration;

/** How {@code /events} is answered; keys below {@code events.} */
public record AnyCableConfig(
    @Setting(key = "events.ping-interval", defaultValue = "3s", range = "100ms to 10m")
        @Description("A reader gets a ping after this much silence; a raw reader gets a comment.")
        Duration pingInterval) {}
