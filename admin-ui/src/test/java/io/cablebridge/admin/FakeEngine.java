package io.cablebridge.admin;

import io.cablebridge.admin.page.ConfigurationEntry;
import io.cablebridge.admin.page.ProgramState;
import io.cablebridge.engine.OperatorAccess;
import io.cablebridge.health.Check;
import io.cablebridge.health.HealthProblem;
import io.cablebridge.health.Readiness;
import io.cablebridge.health.ReloadState;
import io.cablebridge.metric.Counters;
import io.cablebridge.monitoring.Incident;
import io.cablebridge.monitoring.LimitUse;
import io.cablebridge.monitoring.RecentLosses;
import io.cablebridge.monitoring.Sample;
import io.cablebridge.monitoring.UpstreamSnapshot;
import io.cablebridge.session.DrainProgress;
import io.cablebridge.session.FakeTime;
import io.cablebridge.session.SessionCounters;
import io.cablebridge.session.diagnostics.EndedSession;
import io.cablebridge.session.diagnostics.EngineSnapshot;
import io.cablebridge.session.diagnostics.SessionDetail;
import io.cablebridge.stream.BrokerCount;
import io.cablebridge.stream.BrokerHealth;
import io.cablebridge.stream.StreamSnapshot;
import io.cablebridge.upstream.cable.CableCounters;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/** An engine, and the program around it, that show what a test writes into their fields. */
final class FakeEngine implements OperatorAccess {
  final SessionCounters counters = new SessionCounters();
  final CableCounters cable = new CableCounters();
  final LongAdder requests = new LongAdder();
  final Map<String, LongAdder> refusals =
      Map.of("not_found", new LongAdder(), "session_busy", new LongAdder());

  /** What the operator did, in order. */
  final List<String> done = new ArrayList<>();

  Supplier<EngineSnapshot> snapshot;
  Supplier<List<StreamSnapshot>> streams = List::of;
  Readiness readiness = new Readiness(List.of(RunningConsole.well()), new FakeTime());
  final Counters<BrokerCount> brokerCounters = Counters.of(BrokerCount.class);
  BrokerHealth broker = new BrokerHealth("memory", null, Instant.EPOCH);
  DrainProgress drain = new DrainProgress(false, 0, 0, Duration.ZERO, Duration.ZERO);
  List<Sample> trends = List.of();
  List<Incident> incidents = List.of();
  RecentLosses losses = new RecentLosses(Duration.ofSeconds(10), 100, 0);
  Optional<HealthProblem> outage = Optional.empty();
  List<EndedSession> ended = List.of();
  List<LimitUse> limits =
      List.of(new LimitUse("http.max-body", "Bytes of a request.", 1_024, -1, 3, 2, "bytes"));
  Supplier<UpstreamSnapshot> upstream = () -> UpstreamSnapshot.of(cable, 0);
  Duration longestSilence = Duration.ZERO;

  /** The one session that has a page, or that can be ended. */
  String known = "";

  SessionDetail detail;
  ReloadState reload = new ReloadState(true, Instant.EPOCH);
  List<ConfigurationEntry> configuration = List.of();

  FakeEngine(Supplier<EngineSnapshot> snapshot) {
    this.snapshot = snapshot;
  }

  FakeEngine with(Check... checks) {
    readiness = new Readiness(List.of(checks), new FakeTime());
    return this;
  }

  FakeEngine with(BrokerHealth other) {
    broker = other;
    return this;
  }

  ProgramState program() {
    return new ProgramState(
        "1.2.3",
        requests,
        refusals,
        Map.of("too_slow", 2),
        () -> 3,
        () -> reload,
        () -> configuration);
  }

  @Override
  public EngineSnapshot snapshot() {
    return snapshot.get();
  }

  @Override
  public Optional<SessionDetail> session(String shortId) {
    return shortId.equals(known) ? Optional.ofNullable(detail) : Optional.empty();
  }

  @Override
  public List<StreamSnapshot> streams() {
    return streams.get();
  }

  @Override
  public Counters<BrokerCount> brokerCounters() {
    return brokerCounters;
  }

  @Override
  public BrokerHealth broker() {
    return broker;
  }

  @Override
  public UpstreamSnapshot upstream() {
    return upstream.get();
  }

  @Override
  public Duration longestSilence() {
    return longestSilence;
  }

  @Override
  public Readiness health() {
    return readiness;
  }

  @Override
  public DrainProgress drainProgress() {
    return drain;
  }

  @Override
  public List<Sample> trends() {
    return trends;
  }

  @Override
  public RecentLosses recentLosses() {
    return losses;
  }

  @Override
  public Optional<HealthProblem> outage() {
    return outage;
  }

  @Override
  public List<EndedSession> endedSessions() {
    return ended;
  }

  @Override
  public List<Incident> incidents(int max) {
    return incidents;
  }

  @Override
  public List<LimitUse> limits() {
    return limits;
  }

  @Override
  public SessionCounters sessionCounters() {
    return counters;
  }

  @Override
  public boolean end(String shortId) {
    done.add("end " + shortId);
    return shortId.equals(known);
  }

  @Override
  public boolean reconnect(String shortId) {
    done.add("reconnect " + shortId);
    return shortId.equals(known);
  }

  @Override
  public void beginDrain() {
    done.add("drain");
  }
}
