package io.cablebridge.stream;

import io.cablebridge.setting.Description;
import io.cablebridge.setting.Setting;
import java.time.Duration;

/** How much history a stream keeps; keys below {@code streams.history.} */
public record StreamConfig(
    @Setting(key = "streams.history.limit", defaultValue = "100", range = "0 to 100000")
        @Description("Messages kept of each stream, for clients that return. 0: none.")
        int limit,
    @Setting(
            key = "streams.history.bytes",
            defaultValue = "1MiB",
            range = "0 to 1GiB",
            bytes = true)
        @Description(
            "Bytes kept of each stream, whatever the number of messages. 0: none. All histories"
                + " together never hold more than a seventh of the heap; beyond that the oldest"
                + " messages are removed.")
        int bytes,
    @Setting(key = "streams.history.ttl", defaultValue = "5m", range = "0s to 168h")
        @Description("How long a message is kept. 0: not at all.")
        Duration ttl) {}
