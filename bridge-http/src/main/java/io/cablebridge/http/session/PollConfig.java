package io.cablebridge.http.session;

import io.cablebridge.setting.Description;
import io.cablebridge.setting.Setting;
import java.time.Duration;

/** How long polls are held; keys below {@code poll.} */
public record PollConfig(
    @Setting(key = "poll.timeout", defaultValue = "25s", range = "0s to 1h")
        @Description(
            "How long a poll without a `timeout` parameter is held. 0: for `poll.max-timeout`.")
        Duration timeout,
    @Setting(key = "poll.max-timeout", defaultValue = "60s", range = "1s to 1h")
        @Description(
            "The longest time that a poll is held, whatever it or `poll.timeout` requests.")
        Duration maxTimeout,
    @Setting(key = "poll.batch-window", defaultValue = "10ms", range = "0s to 10s")
        @Description("How long a poll waits for more events after its first one. 0: not at all.")
        Duration batchWindow) {}
