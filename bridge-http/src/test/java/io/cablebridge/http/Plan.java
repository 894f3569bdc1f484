package io.cablebridge.http;

import io.cablebridge.health.Check;
import io.cablebridge.health.DrainCheck;
import io.cablebridge.health.UpstreamCheck;
import io.cablebridge.http.SseConfig.Detach;
import io.cablebridge.secret.Secret;
import io.cablebridge.session.SessionConfig;
import io.cablebridge.session.SessionRegistry;
import io.cablebridge.stream.name.StreamNamesConfig;
import io.cablebridge.stream.name.StreamResolver;
import io.cablebridge.stream.name.TurboKey;
import io.cablebridge.time.Time;
import io.cablebridge.upstream.cable.CableClient;
import io.cablebridge.upstream.cable.CableConfig;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * What a {@link Running} bridge is to be like: the defaults, with the waiting shortened. A test
 * changes fields before the start.
 */
final class Plan {
  static final Secret STREAMS_SECRET = Secret.of("s3Krit");

  int port;
  String basePath = "/";
  int maxBody = HttpConfig.defaults().maxBody();
  int maxCommands = HttpConfig.defaults().maxCommands();
  int maxIdLength = HttpConfig.defaults().maxIdLength();
  List<String> trustedProxies = List.of();
  List<String> allowedOrigins = List.of();
  boolean reflectAnyOrigin;
  TlsConfig tls = TlsConfig.defaults();

  Duration heartbeat = SseConfig.defaults().heartbeat();
  int padding;
  Duration writeTimeout = SseConfig.defaults().writeTimeout();
  Detach detach = Detach.AUTO;

  Duration pollTimeout = PollConfig.defaults().timeout();
  Duration maxTimeout = PollConfig.defaults().maxTimeout();
  Duration batchWindow = PollConfig.defaults().batchWindow();
  Duration reorderWindow = CommandConfig.defaults().reorderWindow();

  Duration linger = SessionConfig.defaults().linger();
  boolean allowReuse;
  int queueEvents = SessionConfig.defaults().queueEvents();
  int maxQueueEvents = SessionConfig.defaults().maxQueueEvents();
  int queueBytes = SessionConfig.defaults().queueBytes();
  int maxSessions = SessionConfig.defaults().maxSessions();
  int maxSubscriptions = SessionConfig.defaults().maxSubscriptions();
  Duration tombstone = SessionConfig.defaults().tombstone();
  List<String> bindHeaders = BindingConfig.defaults().bindHeaders();
  List<String> bindCookies = List.of();

  boolean publicStreams = true;
  Secret streamsSecret = STREAMS_SECRET;
  JwtConfig jwt = JwtConfig.defaults();
  PublishConfig publish = PublishConfig.defaults();
  Duration pingInterval = EventsConfig.defaults().pingInterval();

  String upstreamHost = "";
  List<String> forwardCookies = List.of();
  List<String> forwardHeaders = List.of();
  List<String> forwardQuery = List.of();
  Duration connectTimeout = CableConfig.defaults().connectTimeout();
  Duration subscribeTimeout = CableConfig.defaults().subscribeTimeout();

  Duration upstreamGrace = Duration.ofSeconds(30);

  HttpConfig http() {
    return new HttpConfig(
        "127.0.0.1",
        port,
        basePath,
        maxBody,
        maxCommands,
        16,
        maxIdLength,
        trustedProxies,
        allowedOrigins,
        reflectAnyOrigin,
        tls);
  }

  SseConfig sse() {
    return new SseConfig(
        heartbeat, padding, writeTimeout, Duration.ofSeconds(2), Duration.ofSeconds(5), detach);
  }

  StreamResolver names() {
    return new StreamResolver(
        new StreamNamesConfig(
            publicStreams, streamsSecret, true, Secret.NONE, Secret.NONE, TurboKey.Digest.SHA256));
  }

  EventsConfig events() {
    return new EventsConfig(pingInterval);
  }

  PollConfig poll() {
    return new PollConfig(pollTimeout, maxTimeout, batchWindow);
  }

  CommandConfig command() {
    return new CommandConfig(reorderWindow);
  }

  ForwardingConfig forwarding() {
    return new ForwardingConfig(upstreamHost, forwardCookies, forwardHeaders, forwardQuery);
  }

  BindingConfig binding() {
    return new BindingConfig(bindHeaders, bindCookies);
  }

  SessionConfig session() {
    return new SessionConfig(
        linger,
        allowReuse,
        queueEvents,
        maxQueueEvents,
        queueBytes,
        maxSessions,
        maxSubscriptions,
        tombstone);
  }

  List<Check> checks(SessionRegistry sessions, CableClient upstreams, Time time) {
    return List.of(
        new DrainCheck(sessions, time), new UpstreamCheck(upstreams.reachability(), upstreamGrace));
  }

  CableConfig cable(URI rails) {
    CableConfig usual = CableConfig.defaults();
    return new CableConfig(
        rails,
        connectTimeout,
        usual.staleAfter(),
        usual.connectsPerSecond(),
        usual.maxConnecting(),
        Duration.ofMillis(50),
        Duration.ofMillis(200),
        Duration.ofMillis(50),
        subscribeTimeout,
        usual.maxFrame(),
        usual.maxHeldCommands());
  }
}
