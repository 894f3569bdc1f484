package io.cablebridge.upstream.cable;

import static io.cablebridge.setting.Reload.AT_ONCE;

import io.cablebridge.setting.Description;
import io.cablebridge.setting.Setting;
import io.cablebridge.setting.TextFormat;
import java.net.URI;
import java.time.Duration;

/** Where Rails is and how the bridge connects to it; keys below {@code upstream.} */
public record CableConfig(
    @Setting(
            key = "upstream.url",
            defaultValue = "ws://127.0.0.1:3000/cable",
            format = TextFormat.WEB_SOCKET_URL)
        @Description("The Action Cable endpoint of the Rails application.")
        URI url,
    @Setting(key = "upstream.connect-timeout", defaultValue = "5s", range = "100ms to 5m")
        @Description("The time from the start of a connection to Rails' `welcome`.")
        Duration connectTimeout,
    @Setting(key = "upstream.stale-after", defaultValue = "8s", range = "1s to 10m")
        @Description(
            "A connection without a frame from Rails for this time counts as lost. Rails pings"
                + " every 3 s.")
        Duration staleAfter,
    @Setting(
            key = "upstream.connects-per-second",
            defaultValue = "200",
            range = "0 to 100000",
            reload = AT_ONCE)
        @Description(
            "Connections to Rails that the whole process starts per second, so that a restart of"
                + " Rails is not followed by a flood. 0: no limit.")
        int connectsPerSecond,
    @Setting(key = "upstream.max-connecting", defaultValue = "64", range = "1 to 10000")
        @Description(
            "Connections of the whole process that wait for their handshake at the same time.")
        int maxConnecting,
    @Setting(
            key = "upstream.backoff-min",
            defaultValue = "500ms",
            range = "10ms to 10m",
            notAbove = "upstream.backoff-max")
        @Description(
            "The first pause before a reconnection. The pause doubles with each failure and has a"
                + " random part.")
        Duration backoffMin,
    @Setting(key = "upstream.backoff-max", defaultValue = "5s", range = "10ms to 10m")
        @Description("The longest pause before a reconnection.")
        Duration backoffMax,
    @Setting(key = "upstream.resubscribe-delay", defaultValue = "250ms", range = "0s to 1m")
        @Description(
            "The pause between an `unsubscribe` and a new `subscribe` of the same identifier, which"
                + " Rails could otherwise process in either order. 0: no pause.")
        Duration resubscribeDelay,
    @Setting(key = "upstream.subscribe-timeout", defaultValue = "5s", range = "100ms to 5m")
        @Description(
            "An unanswered `subscribe` is sent again after this time. After the third attempt the"
                + " subscription is rejected.")
        Duration subscribeTimeout,
    @Setting(
            key = "upstream.max-frame",
            defaultValue = "1MiB",
            range = "1KiB to 256MiB",
            bytes = true)
        @Description("The longest message that Rails may send.")
        int maxFrame,
    @Setting(key = "upstream.max-held-commands", defaultValue = "256", range = "1 to 100000")
        @Description(
            "Commands of one session that wait for a confirmation, including subscribes without an"
                + " answer while Rails is reachable. More are refused.")
        int maxHeldCommands) {}
