package io.cablebridge.config;

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
import io.cablebridge.stream.StreamConfig;
import io.cablebridge.stream.name.StreamNamesConfig;
import io.cablebridge.upstream.cable.CableConfig;
import java.net.URI;
import java.time.Duration;

/**
 * All that can be configured: one slice per part of the program, and what concerns the whole.
 *
 * @param session what a session may hold
 * @param upstream where Rails is and how it is treated
 * @param forwarding what of a request reaches Rails
 * @param binding what must stay equal between the requests of a session
 * @param http the public listener
 * @param sse how event streams are written
 * @param poll how polls are held
 * @param command how POSTs are put in order
 * @param names which names of streams are taken
 * @param history what is kept of the past of streams
 * @param broker who carries streams
 * @param events how {@code /events} is answered
 * @param publish who may publish to streams
 * @param jwt who is let in by a token
 * @param admin the console's listener
 * @param health when the bridge counts as not ready
 * @param shutdownTimeout from the signal to the end of the process, key {@code shutdown-timeout};
 *     default 10 s, zero does not wait for clients, at most 10 min
 * @param drainTimeout over which time a drain tells the clients to go, key {@code drain-timeout};
 *     default 1 min, zero tells all at once, at most 1 h
 * @param logLevel the least level that is logged, key {@code log.level}; default {@link
 *     LogLevel#INFO}
 * @param logFormat how a line of the log is written, key {@code log.format}; default {@link
 *     LogFormat#PLAIN}
 */
public record BridgeConfig(
    SessionConfig session,
    CableConfig upstream,
    ForwardingConfig forwarding,
    BindingConfig binding,
    HttpConfig http,
    SseConfig sse,
    PollConfig poll,
    CommandConfig command,
    StreamNamesConfig names,
    StreamConfig history,
    BrokerConfig broker,
    AnyCableConfig events,
    PublishConfig publish,
    JwtConfig jwt,
    AdminConfig admin,
    HealthConfig health,
    Duration shutdownTimeout,
    Duration drainTimeout,
    LogLevel logLevel,
    LogFormat logFormat) {

  /** The values that hold when nothing is configured. */
  public static BridgeConfig defaults() {
    return new BridgeConfig(
        SessionConfig.defaults(),
        CableConfig.defaults(),
        ForwardingConfig.defaults(),
        BindingConfig.defaults(),
        HttpConfig.defaults(),
        SseConfig.defaults(),
        PollConfig.defaults(),
        CommandConfig.defaults(),
        StreamNamesConfig.defaults(),
        StreamConfig.defaults(),
        BrokerConfig.defaults(),
        AnyCableConfig.defaults(),
        PublishConfig.defaults(),
        JwtConfig.defaults(),
        AdminConfig.defaults(),
        HealthConfig.defaults(),
        Duration.ofSeconds(10),
        Duration.ofMinutes(1),
        LogLevel.INFO,
        LogFormat.PLAIN);
  }

  /** The same with another Rails. */
  public BridgeConfig withUpstreamUrl(URI url) {
    CableConfig cable =
        new CableConfig(
            url,
            upstream.connectTimeout(),
            upstream.staleAfter(),
            upstream.connectsPerSecond(),
            upstream.maxConnecting(),
            upstream.backoffMin(),
            upstream.backoffMax(),
            upstream.resubscribeDelay(),
            upstream.subscribeTimeout(),
            upstream.maxFrame(),
            upstream.maxHeldCommands());
    return new BridgeConfig(
        session,
        cable,
        forwarding,
        binding,
        http,
        sse,
        poll,
        command,
        names,
        history,
        broker,
        events,
        publish,
        jwt,
        admin,
        health,
        shutdownTimeout,
        drainTimeout,
        logLevel,
        logFormat);
  }
}
