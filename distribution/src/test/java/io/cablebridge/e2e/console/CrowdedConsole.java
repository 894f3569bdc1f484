package io.cablebridge.e2e.console;

import io.cablebridge.admin.AdminConfig;
import io.cablebridge.admin.ConsoleServer;
import io.cablebridge.admin.page.ConfigurationEntry;
import io.cablebridge.admin.page.ProgramState;
import io.cablebridge.config.CommandLineValues;
import io.cablebridge.config.ConfigLoader;
import io.cablebridge.config.LoadedConfig;
import io.cablebridge.engine.OperatorAccess;
import io.cablebridge.health.HealthProblem;
import io.cablebridge.health.Readiness;
import io.cablebridge.health.ReloadState;
import io.cablebridge.metric.Counters;
import io.cablebridge.monitoring.Incident;
import io.cablebridge.monitoring.Incidents;
import io.cablebridge.monitoring.LimitUse;
import io.cablebridge.monitoring.Limits;
import io.cablebridge.monitoring.RecentLosses;
import io.cablebridge.monitoring.Sample;
import io.cablebridge.monitoring.Severity;
import io.cablebridge.monitoring.Trends;
import io.cablebridge.monitoring.UpstreamSnapshot;
import io.cablebridge.protocol.Command;
import io.cablebridge.protocol.JsonText;
import io.cablebridge.secret.Secret;
import io.cablebridge.session.Credentials;
import io.cablebridge.session.DrainProgress;
import io.cablebridge.session.FakeTime;
import io.cablebridge.session.FakeUpstream;
import io.cablebridge.session.RecordingListener;
import io.cablebridge.session.Session;
import io.cablebridge.session.SessionCounters;
import io.cablebridge.session.SessionLimitException;
import io.cablebridge.session.SessionLimits;
import io.cablebridge.session.SessionRegistry;
import io.cablebridge.session.command.Handshake;
import io.cablebridge.session.delivery.AttachRefusedException;
import io.cablebridge.session.delivery.DeliveryCount;
import io.cablebridge.session.diagnostics.EndedSession;
import io.cablebridge.session.diagnostics.EngineSnapshot;
import io.cablebridge.session.diagnostics.SessionDetail;
import io.cablebridge.setting.ConfigRecords;
import io.cablebridge.stream.BrokerCount;
import io.cablebridge.stream.BrokerHealth;
import io.cablebridge.stream.StreamSnapshot;
import io.cablebridge.upstream.cable.CableClient;
import io.cablebridge.upstream.cable.CableConfig;
import io.cablebridge.upstream.cable.ConnectResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;

/**
 * The real console over a real engine with ten thousand sessions. Their upstreams and listeners are
 * fakes, because real ones would exceed the limit of open files. An hour has passed on its clock.
 */
final class CrowdedConsole implements AutoCloseable {
  static final int SESSIONS = 10_000;

  private static final int SAMPLES = 360;

  /** Longer than the console caches a snapshot. */
  private static final Duration SNAPSHOT_LIFE = Duration.ofMillis(1_100);

  private final FakeTime time = new FakeTime();
  private final FakeUpstream.Factory upstreams = new FakeUpstream.Factory();
  private final LoadedConfig loaded = load();
  private final SessionRegistry sessions =
      new SessionRegistry(loaded.config().session(), Duration.ofSeconds(5), upstreams, time);
  private final SessionCounters counters = sessions.counters();
  private final Trends trends = new Trends(sessions, time);
  private final Incidents incidents = new Incidents(time);
  private final LongAdder refused = new LongAdder();
  private final Limits limits = new Limits(incidents, time);

  /** Never connects. */
  private final CableClient rails =
      new CableClient(
          ConfigRecords.defaults(CableConfig.class),
          Runnable::run,
          new ScheduledExecutorScheduler(),
          new ByteBufferPool.NonPooling(),
          1,
          time);

  private final List<ConfigurationEntry> configuration = configuration();
  private final long begun = System.nanoTime();
  private final AtomicInteger walks = new AtomicInteger();
  private volatile long walked = begun;
  private final ConsoleServer console;

  CrowdedConsole() throws Exception {
    incidents.add(Severity.NOTE, "The bridge has started.");
    trends.start();
    limits.add(SessionLimits.of(sessions));
    limits.add(rails.limits());
    limits.start();
    for (int i = 0; i < SESSIONS; i++) {
      open(i);
      if (i % (SESSIONS / SAMPLES) == 0) {
        traffic(i);
        time.advance(Duration.ofSeconds(10));
      }
    }
    console =
        new ConsoleServer(
            new AdminConfig(true, "127.0.0.1", 0, Secret.NONE, Secret.NONE, List.of()),
            new Crowd(),
            new ProgramState(
                "0.1.0",
                new LongAdder(),
                Map.of("session_limit", refused),
                Map.of(),
                () -> 0,
                () -> new ReloadState(true, Instant.now()),
                () -> configuration));
    console.start();
  }

  String origin() {
    return "http://127.0.0.1:" + console.port();
  }

  private void open(int number) throws SessionLimitException, AttachRefusedException {
    String user = "user=" + number;
    Handshake handshake =
        new Handshake(
            "",
            List.of(
                "Cookie", user,
                "User-Agent", "Mozilla/5.0 (X11; Linux x86_64) Firefox/14" + number % 10 + ".0",
                "X-Real-IP", "203.0.113." + number % 250));
    Session session =
        sessions.open("crowd-" + number + "-0123456789", Credentials.of(List.of(user)), handshake);
    FakeUpstream upstream = upstreams.of(session);
    if (number % 50 != 7) {
      upstream.welcome();
    }
    String identifier =
        "{\"channel\":\""
            + (number % 3 == 0 ? "Chat" : "Order")
            + "Channel\",\"id\":"
            + number
            + "}";
    session.commands().execute(List.of(new Command.Subscribe(JsonText.of(identifier))));
    upstream.confirm(identifier);
    for (int i = 0; i < number % 400 - 100; i++) {
      upstream.message(identifier, "{\"n\":" + i + "}");
    }
    if (number % 40 == 39) {
      return; // no listener; its events stay queued
    }
    if (number % 5 < 3) {
      RecordingListener.stream().read(session);
    } else if (number % 5 < 4) {
      RecordingListener.poll().read(session); // answered at once
      RecordingListener.poll().read(session);
    }
  }

  private void traffic(int number) {
    double wave = 1 + Math.sin(number / 900.0);
    counters.delivery().counts().add(DeliveryCount.MESSAGES_IN, (long) (9_000 * wave));
    counters.delivery().counts().add(DeliveryCount.MESSAGES_OUT, (long) (8_900 * wave));
    for (int i = 0; i < 200; i++) {
      counters.delivery().latency().record((long) (80_000 * (1 + wave * (i % 100 == 0 ? 40 : 1))));
    }
    rails.counters().welcomes().record(12_000_000);
    rails.counters().connects().increment(ConnectResult.WELCOMED);
  }

  /** The console's view of the engine: real sessions, made-up streams. */
  private final class Crowd implements OperatorAccess {
    @Override
    public EngineSnapshot snapshot() {
      return walk();
    }

    @Override
    public Optional<SessionDetail> session(String shortId) {
      return sessions.directory().detail(shortId);
    }

    @Override
    public List<StreamSnapshot> streams() {
      return CrowdedConsole.this.streams();
    }

    @Override
    public Counters<BrokerCount> brokerCounters() {
      return Counters.of(BrokerCount.class);
    }

    @Override
    public BrokerHealth broker() {
      return new BrokerHealth("memory", null, Instant.EPOCH);
    }

    @Override
    public UpstreamSnapshot upstream() {
      return UpstreamSnapshot.of(rails.counters(), 3);
    }

    @Override
    public Duration longestSilence() {
      return sessions.directory().longestSilence();
    }

    @Override
    public Readiness health() {
      return new Readiness(List.of(), time);
    }

    @Override
    public DrainProgress drainProgress() {
      return new DrainProgress(false, 0, 0, Duration.ZERO, Duration.ofMinutes(1));
    }

    @Override
    public List<Sample> trends() {
      return trends.lastHour();
    }

    @Override
    public RecentLosses recentLosses() {
      return new RecentLosses(Duration.ofSeconds(10), 9_000, 0);
    }

    @Override
    public Optional<HealthProblem> outage() {
      return Optional.empty();
    }

    @Override
    public List<EndedSession> endedSessions() {
      return sessions.endedSessions().all();
    }

    @Override
    public List<Incident> incidents(int max) {
      return incidents.last(max);
    }

    @Override
    public List<LimitUse> limits() {
      return limits.now();
    }

    @Override
    public SessionCounters sessionCounters() {
      return counters;
    }

    @Override
    public boolean end(String shortId) {
      return sessions.directory().end(shortId);
    }

    @Override
    public boolean reconnect(String shortId) {
      return sessions.directory().reconnect(shortId);
    }

    @Override
    public void beginDrain() {}
  }

  private EngineSnapshot walk() {
    walked = System.nanoTime();
    walks.incrementAndGet();
    EngineSnapshot snapshot = sessions.directory().snapshot();
    walked = System.nanoTime();
    return snapshot;
  }

  /** Number of passes over all sessions for pages. */
  int walks() {
    return walks.get();
  }

  /** Whether the next page needs a new pass over the sessions. */
  boolean lastWalkIsStale() {
    return System.nanoTime() - walked > SNAPSHOT_LIFE.toNanos();
  }

  /** Streams that each grow at their own rate. */
  private List<StreamSnapshot> streams() {
    long millis = Duration.ofNanos(System.nanoTime() - begun).toMillis();
    return IntStream.range(0, 300)
        .mapToObj(
            i ->
                new StreamSnapshot(
                    "deployments/" + i,
                    i % 40,
                    90L * i + millis * (i % 40) / 1_000,
                    i % 100,
                    200L * i))
        .toList();
  }

  /** The effective settings, from file, environment and command line. */
  private static LoadedConfig load() throws Exception {
    Path file = Files.createDirectories(Path.of("target", "e2e")).resolve("cable-bridge.yml");
    Files.writeString(
        file,
        """
        upstream:
          url: wss://rails.example.com/cable
          backoff-max: 10s
        session:
          linger: 45s
          max-sessions: 20000
        streams:
          public: true
        """);
    CommandLineValues commandLine = new CommandLineValues();
    commandLine.assignment("--set", "log.level=debug");
    return ConfigLoader.load(
        file,
        Map.of("CABLE_BRIDGE_PUBLISH_API_KEY", "a-key-of-thirty-two-characters-xx"),
        commandLine);
  }

  private List<ConfigurationEntry> configuration() {
    return loaded.effective().stream()
        .map(
            one ->
                new ConfigurationEntry(
                    one.key(), one.value(), one.origin(), one.fallback(), one.reloadable()))
        .toList();
  }

  @Override
  public void close() throws Exception {
    console.stop();
  }
}
