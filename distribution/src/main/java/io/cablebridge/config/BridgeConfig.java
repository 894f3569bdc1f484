package io.cablebridge.config;

import static io.cablebridge.setting.Reload.AT_ONCE;

import io.cablebridge.admin.AdminConfig;
import io.cablebridge.health.HealthConfig;
import io.cablebridge.http.anycable.AnyCableConfig;
import io.cablebridge.http.anycable.JwtConfig;
import io.cablebridge.http.publish.PublishConfig;
import io.cablebridge.http.request.BindingConfig;
import io.cablebridge.http.request.ForwardingConfig;
import io.cablebridge.http.request.HttpConfig;
import io.cablebridge.http.session.CommandConfig;
import io.cablebridge.http.session.PollConfig;
import io.cablebridge.http.sse.SseConfig;
import io.cablebridge.session.SessionConfig;
import io.cablebridge.setting.Description;
import io.cablebridge.setting.Setting;
import io.cablebridge.stream.BrokerKind;
import io.cablebridge.stream.StreamConfig;
import io.cablebridge.stream.name.StreamNamesConfig;
import io.cablebridge.stream.redis.RedisConfig;
import io.cablebridge.upstream.cable.CableConfig;
import java.time.Duration;

/**
 * The whole configuration: one record per part of the program, and the settings of the process. The
 * order of the components is the order of the settings in every list. Immutable; created by {@link
 * LoadedConfig}.
 */
public record BridgeConfig(
    CableConfig upstream,
    ForwardingConfig forwarding,
    HttpConfig http,
    @Setting(key = "http.edge", defaultValue = "none")
        @Description(
            "The proxy in front of the bridge. It sets `sse.heartbeat`, `sse.padding`,"
                + " `poll.timeout` and `poll.max-timeout` together, by the table in"
                + " [docs/deployment.md](deployment.md); a key that is set itself keeps its value.")
        ProxyPreset edge,
    SseConfig sse,
    PollConfig poll,
    CommandConfig command,
    SessionConfig session,
    BindingConfig binding,
    @Setting(key = "streams.broker", defaultValue = "memory")
        @Description(
            "What carries streams: this process alone, or the Redis through which Rails"
                + " broadcasts.")
        BrokerKind broker,
    RedisConfig redis,
    StreamNamesConfig names,
    StreamConfig history,
    AnyCableConfig events,
    PublishConfig publish,
    JwtConfig jwt,
    AdminConfig admin,
    HealthConfig health,
    @Setting(key = "log.level", defaultValue = "info", reload = AT_ONCE)
        @Description(
            "The lowest level that is logged. Lines of the libraries are logged from one level"
                + " above it.")
        LogLevel logLevel,
    @Setting(key = "log.format", defaultValue = "plain")
        @Description("How a line of the log is written: as text, or as one JSON object.")
        LogFormat logFormat,
    @Setting(key = "shutdown-timeout", defaultValue = "10s", range = "0s to 10m")
        @Description(
            "The time from the signal to the end of the process. 0: the bridge does not wait for"
                + " clients.")
        Duration shutdownTimeout,
    @Setting(key = "drain-timeout", defaultValue = "1m", range = "0s to 1h", reload = AT_ONCE)
        @Description(
            "The time over which a [drain](operations.md#drain) disconnects the clients, evenly. 0:"
                + " all at once.")
        Duration drainTimeout) {}
