package io.cablebridge.http.rig;

import io.cablebridge.health.Check;
import io.cablebridge.http.anycable.AnyCableConfig;
import io.cablebridge.http.anycable.JwtConfig;
import io.cablebridge.http.publish.PublishConfig;
import io.cablebridge.http.request.BindingConfig;
import io.cablebridge.http.request.ForwardingConfig;
import io.cablebridge.http.request.HttpConfig;
import io.cablebridge.http.session.CommandConfig;
import io.cablebridge.http.session.PollConfig;
import io.cablebridge.http.sse.SseConfig;
import io.cablebridge.http.sse.SseConfig.Detach;
import io.cablebridge.http.tls.TlsConfig;
import io.cablebridge.secret.Secret;
import io.cablebridge.session.SessionConfig;
import io.cablebridge.session.SessionRegistry;
import io.cablebridge.setting.ConfigRecords;
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
 * What a {@link RunningBridge} bridge is to be like: the defaults, with the waiting shortened. A
 * test changes fields before the start.
 */
public final class Plan {
  public static final Secret STREAMS_SECRET = Secret.of("s3Krit");

  public int port;
  public String basePath = "/";
  public int maxBody = ConfigRecords.defaults(HttpConfig.class).maxBody();
  public int maxCommands = ConfigRecords.defaults(HttpConfig.class).maxCommands();
  public Duration headTimeout = ConfigRecords.defaults(HttpConfig.class).headTimeout();
  public Duration bodyTimeout = ConfigRecords.defaults(HttpConfig.class).bodyTimeout();
  public Duration idleTimeout = ConfigRecords.defaults(HttpConfig.class).idleTimeout();
  public int maxIdLength = ConfigRecords.defaults(BindingConfig.class).maxIdLength();
  public List<String> trustedProxies = List.of();
  public List<String> allowedOrigins = List.of();
  public boolean reflectAnyOrigin;
  public TlsConfig tls = ConfigRecords.defaults(TlsConfig.class);

  public Duration heartbeat = ConfigRecords.defaults(SseConfig.class).heartbeat();
  public int padding;
  public Duration writeTimeout = ConfigRecords.defaults(SseConfig.class).writeTimeout();
  public Detach detach = Detach.AUTO;

  public Duration pollTimeout = ConfigRecords.defaults(PollConfig.class).timeout();
  public Duration maxTimeout = ConfigRecords.defaults(PollConfig.class).maxTimeout();
  public Duration batchWindow = ConfigRecords.defaults(PollConfig.class).batchWindow();
  public Duration reorderWindow = ConfigRecords.defaults(CommandConfig.class).reorderWindow();

  public Duration linger = ConfigRecords.defaults(SessionConfig.class).linger();
  public boolean allowReuse;
  public int queueEvents = ConfigRecords.defaults(SessionConfig.class).queueEvents();
  public int maxQueueEvents = ConfigRecords.defaults(SessionConfig.class).maxQueueEvents();
  public int queueBytes = ConfigRecords.defaults(SessionConfig.class).queueBytes();
  public int maxSessions = ConfigRecords.defaults(SessionConfig.class).maxSessions();
  public int maxPerAddress;
  public int maxSubscriptions = ConfigRecords.defaults(SessionConfig.class).maxSubscriptions();
  public Duration tombstone = ConfigRecords.defaults(SessionConfig.class).tombstone();
  public List<String> bindHeaders = ConfigRecords.defaults(BindingConfig.class).bindHeaders();
  public List<String> bindCookies = List.of();

  public boolean publicStreams = true;
  public Secret streamsSecret = STREAMS_SECRET;
  public JwtConfig jwt = ConfigRecords.defaults(JwtConfig.class);
  public PublishConfig publish = ConfigRecords.defaults(PublishConfig.class);
  public Duration pingInterval = ConfigRecords.defaults(AnyCableConfig.class).pingInterval();

  public String upstreamHost = "";
  public List<String> forwardCookies = List.of();
  public List<String> forwardHeaders = List.of();
  public List<String> forwardQuery = List.of();
  public Duration connectTimeout = ConfigRecords.defaults(CableConfig.class).connectTimeout();
  public Duration subscribeTimeout = ConfigRecords.defaults(CableConfig.class).subscribeTimeout();

  public Duration upstreamGrace = Duration.ofSeconds(30);

  public HttpConfig http() {
    return new HttpConfig(
        "127.0.0.1",
        port,
        basePath,
        maxBody,
        maxCommands,
        headTimeout,
        bodyTimeout,
        idleTimeout,
        trustedProxies,
        allowedOrigins,
        reflectAnyOrigin,
        tls);
  }

  public SseConfig sse() {
    return new SseConfig(
        heartbeat, padding, writeTimeout, Duration.ofSeconds(2), Duration.ofSeconds(5), detach);
  }

  public StreamResolver resolver() {
    return new StreamResolver(
        new StreamNamesConfig(
            publicStreams, streamsSecret, true, Secret.NONE, Secret.NONE, TurboKey.Digest.SHA256));
  }

  public JwtConfig jwtConfig() {
    return jwt;
  }

  public PublishConfig publishConfig() {
    return publish;
  }

  public AnyCableConfig events() {
    return new AnyCableConfig(pingInterval);
  }

  public PollConfig poll() {
    return new PollConfig(pollTimeout, maxTimeout, batchWindow);
  }

  public CommandConfig command() {
    return new CommandConfig(reorderWindow);
  }

  public ForwardingConfig forwarding() {
    return new ForwardingConfig(upstreamHost, forwardCookies, forwardHeaders, forwardQuery);
  }

  public BindingConfig binding() {
    return new BindingConfig(16, maxIdLength, bindHeaders, bindCookies);
  }

  public SessionConfig session() {
    return new SessionConfig(
        linger,
        allowReuse,
        queueEvents,
        maxQueueEvents,
        queueBytes,
        maxSessions,
        maxPerAddress,
        maxSubscriptions,
        tombstone);
  }

  public List<Check> checks(SessionRegistry sessions, CableClient upstreams, Time time) {
    return List.of(
        Check.draining(sessions, time), Check.upstream(upstreams.reachability(), upstreamGrace));
  }

  public CableConfig cable(URI rails) {
    CableConfig usual = ConfigRecords.defaults(CableConfig.class);
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
