package io.cablebridge.engine;

import io.cablebridge.health.HealthProblem;
import io.cablebridge.health.Readiness;
import io.cablebridge.metric.Counters;
import io.cablebridge.monitoring.Incident;
import io.cablebridge.monitoring.LimitUse;
import io.cablebridge.monitoring.RecentLosses;
import io.cablebridge.monitoring.Sample;
import io.cablebridge.monitoring.UpstreamSnapshot;
import io.cablebridge.session.DrainProgress;
import io.cablebridge.session.SessionCounters;
import io.cablebridge.session.diagnostics.EndedSession;
import io.cablebridge.session.diagnostics.EngineSnapshot;
import io.cablebridge.session.diagnostics.SessionDetail;
import io.cablebridge.stream.BrokerCount;
import io.cablebridge.stream.BrokerHealth;
import io.cablebridge.stream.StreamSnapshot;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What an operator can see of the engine, and do to it. {@link Engine} implements it; the console's
 * tests replace it. Thread-safe; every method returns at once.
 */
public interface OperatorAccess {

  /** All sessions; takes each session's lock for a moment. */
  EngineSnapshot snapshot();

  Optional<SessionDetail> session(String shortId);

  /** All streams with subscribers. */
  List<StreamSnapshot> streams();

  BrokerHealth broker();

  UpstreamSnapshot upstream();

  /** Of any open connection to Rails; takes each session's lock for a moment. */
  Duration longestSilence();

  Readiness health();

  DrainProgress drainProgress();

  /** The last hour, oldest first. */
  List<Sample> trends();

  /** How much full queues have discarded lately. */
  RecentLosses recentLosses();

  /** That Rails cannot be reached at present, without the grace of readiness. */
  Optional<HealthProblem> outage();

  /** The last sessions that have ended, newest first. */
  List<EndedSession> endedSessions();

  /** The newest incidents, newest first. */
  List<Incident> incidents(int max);

  List<LimitUse> limits();

  SessionCounters sessionCounters();

  Counters<BrokerCount> brokerCounters();

  /** Ends a session; false if no live session has this short id. */
  boolean end(String shortId);

  /** Reconnects a session's upstream; false if no live session has this short id. */
  boolean reconnect(String shortId);

  /** Starts to send all clients elsewhere; a second call has no effect. */
  void beginDrain();
}
