package io.cablebridge.http.sse;

import io.cablebridge.setting.Description;
import io.cablebridge.setting.Setting;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** How event streams are written; keys below {@code sse.} */
public record SseConfig(
    @Setting(key = "sse.heartbeat", defaultValue = "15s", range = "100ms to 10m")
        @Description(
            "The bridge sends a comment line after this much silence, so that proxies do not close"
                + " the stream.")
        Duration heartbeat,
    @Setting(key = "sse.padding", defaultValue = "0", range = "0 to 64KiB", bytes = true)
        @Description(
            "Bytes of comment at the head of a stream, for proxies that hold back the first"
                + " kilobytes. 0: none.")
        int padding,
    @Setting(key = "sse.write-timeout", defaultValue = "30s", range = "1s to 1h")
        @Description(
            "A stream whose client accepts no byte for this time is ended. On Linux also any"
                + " connection whose client acknowledges nothing for this time.")
        Duration writeTimeout,
    @Setting(
            key = "sse.retry-min",
            defaultValue = "2s",
            range = "0s to 10m",
            notAbove = "sse.retry-max")
        @Description("The shortest reconnection delay that the bridge sends to a browser.")
        Duration retryMin,
    @Setting(key = "sse.retry-max", defaultValue = "5s", range = "0s to 10m")
        @Description("The longest such delay. Each stream sends a random delay between the two.")
        Duration retryMax,
    @Setting(key = "sse.detach", defaultValue = "auto")
        @Description(
            "Whether a stream leaves the HTTP layer after its head, which saves memory. `auto`:"
                + " over HTTP/1.1.")
        Detach detach) {

  public enum Detach {
    /** Wherever the connection allows it, that is over HTTP/1.1. */
    AUTO,
    OFF
  }

  /** Random, so that clients that disconnect together do not reconnect together. */
  public long retryMillis() {
    long min = retryMin.toMillis();
    return min + ThreadLocalRandom.current().nextLong(retryMax.toMillis() - min + 1);
  }
}
