package io.cablebridge.engine;

import io.cablebridge.health.Check;
import io.cablebridge.health.HealthProblem;
import io.cablebridge.health.Readiness;
import io.cablebridge.metric.Counters;
import io.cablebridge.monitoring.Incident;
import io.cablebridge.monitoring.LimitUse;
import io.cablebridge.monitoring.Monitoring;
import io.cablebridge.monitoring.RecentLosses;
import io.cablebridge.monitoring.Sample;
import io.cablebridge.monitoring.UpstreamSnapshot;
import io.cablebridge.session.Drain;
import io.cablebridge.session.DrainProgress;
import io.cablebridge.session.SessionConfig;
import io.cablebridge.session.SessionCounters;
import io.cablebridge.session.SessionRegistry;
import io.cablebridge.session.diagnostics.EndedSession;
import io.cablebridge.session.diagnostics.EngineSnapshot;
import io.cablebridge.session.diagnostics.SessionDetail;
import io.cablebridge.stream.BrokerCount;
import io.cablebridge.stream.BrokerHealth;
import io.cablebridge.stream.StreamBroker;
import io.cablebridge.stream.StreamSnapshot;
import io.cablebridge.upstream.cable.CableClient;
import io.cablebridge.upstream.cable.CableConfig;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The bridge without HTTP: the one face that both servers get. The public server works on its
 * parts; the console sees it as {@link OperatorAccess}.
 */
@Singleton
public final class Engine implements OperatorAccess {
  private final SessionRegistry sessions;
  private final StreamBroker streams;
  private final CableClient cables;
  private final Readiness health;
  private final Monitoring monitoring;
  private final Drain drain;

  @Inject
  Engine(
      SessionRegistry sessions,
      StreamBroker streams,
      CableClient cables,
      Readiness health,
      Monitoring monitoring,
      Drain drain) {
    this.sessions = sessions;
    this.streams = streams;
    this.cables = cables;
    this.health = health;
    this.monitoring = monitoring;
    this.drain = drain;
  }

  public SessionRegistry sessions() {
    return sessions;
  }

  @Override
  public Readiness health() {
    return health;
  }

  /** Starts all parts: first the ways to Rails and the broker, then what uses them. */
  public void start() throws Exception {
    cables.start();
    streams.start();
    sessions.start();
    health.start(sessions::refuseWhileShort);
    monitoring.start();
  }

  /** Replaces what can change while the process runs; all else needs a restart. */
  public void reconfigure(SessionConfig session, CableConfig cable, Duration drainTimeout) {
    sessions.reconfigure(session.withAtMost(SessionCapacity.ofThisProcess().sessions()));
    cables.reconfigure(cable);
    drain.reconfigure(drainTimeout);
  }

  /** Follows the end of the sessions, so that clients are informed before. */
  public void stop() throws Exception {
    try {
      cables.close();
    } finally {
      streams.close();
    }
  }

  @Override
  public EngineSnapshot snapshot() {
    return sessions.directory().snapshot();
  }

  @Override
  public Optional<SessionDetail> session(String shortId) {
    return sessions.directory().detail(shortId);
  }

  @Override
  public List<StreamSnapshot> streams() {
    return streams.snapshot();
  }

  @Override
  public Counters<BrokerCount> brokerCounters() {
    return streams.counters();
  }

  @Override
  public BrokerHealth broker() {
    return streams.health();
  }

  @Override
  public UpstreamSnapshot upstream() {
    return UpstreamSnapshot.of(cables.counters(), cables.waiting());
  }

  @Override
  public Duration longestSilence() {
    return sessions.directory().longestSilence();
  }

  @Override
  public DrainProgress drainProgress() {
    return drain.progress();
  }

  @Override
  public List<Sample> trends() {
    return monitoring.trends().lastHour();
  }

  @Override
  public RecentLosses recentLosses() {
    return monitoring.trends().recentLosses();
  }

  @Override
  public Optional<HealthProblem> outage() {
    return Optional.ofNullable(Check.upstream(cables.reachability(), Duration.ZERO).problem());
  }

  @Override
  public List<EndedSession> endedSessions() {
    return sessions.endedSessions().all();
  }

  @Override
  public List<Incident> incidents(int max) {
    return monitoring.incidents().last(max);
  }

  @Override
  public List<LimitUse> limits() {
    return monitoring.limits().now();
  }

  @Override
  public SessionCounters sessionCounters() {
    return sessions.counters();
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
  public void beginDrain() {
    drain.begin();
  }
}
