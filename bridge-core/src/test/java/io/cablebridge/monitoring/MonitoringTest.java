package io.cablebridge.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.cablebridge.health.Check;
import io.cablebridge.health.HealthProblem;
import io.cablebridge.health.Readiness;
import io.cablebridge.metric.Limit;
import io.cablebridge.protocol.UpstreamState;
import io.cablebridge.session.Credentials;
import io.cablebridge.session.FakeTime;
import io.cablebridge.session.FakeUpstream;
import io.cablebridge.session.RecordingListener;
import io.cablebridge.session.Session;
import io.cablebridge.session.SessionConfig;
import io.cablebridge.session.SessionCount;
import io.cablebridge.session.SessionCounters;
import io.cablebridge.session.SessionRegistry;
import io.cablebridge.session.command.Handshake;
import io.cablebridge.session.delivery.DeliveryCount;
import io.cablebridge.session.diagnostics.DropCause;
import io.cablebridge.setting.ConfigRecords;
import io.cablebridge.upstream.cable.CableCounters;
import io.cablebridge.upstream.cable.ConnectResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The last hour of a bridge, as the operator sees it. */
class MonitoringTest {
  private final FakeTime time = new FakeTime();
  private final CableCounters cable = new CableCounters();
  private final FakeUpstream.Factory upstreams = new FakeUpstream.Factory();
  private final SessionRegistry sessions =
      new SessionRegistry(
          ConfigRecords.defaults(SessionConfig.class), Duration.ofSeconds(5), upstreams, time);
  private final SessionCounters counters = sessions.counters();
  private final Incidents incidents = new Incidents(time);
  private HealthProblem problem;

  private Session open(String id) throws Exception {
    return sessions.open(id, Credentials.of(List.of()), new Handshake("", List.of()));
  }

  private List<Sample> trendsAfter(Duration span, Runnable meanwhile) {
    Trends trends = new Trends(sessions, time);
    trends.start();
    meanwhile.run();
    time.advance(span);
    return trends.lastHour();
  }

  @Test
  void aSampleCountsSessionsByReaderAndUpstream() throws Exception {
    Session streamed = open("a");
    upstreams.of(streamed).welcome();
    RecordingListener.stream().read(streamed);
    Session polled = open("b");
    RecordingListener.poll().read(polled);
    upstreams.of(polled).welcome();
    upstreams.of(polled).lose();
    open("c");
    Sample sample = trendsAfter(Duration.ofSeconds(10), () -> {}).get(0);
    assertThat(List.of(sample.sse(), sample.poll(), sample.none())).containsExactly(1, 1, 1);
    assertThat(List.of(sample.open(), sample.connecting(), sample.reconnecting()))
        .containsExactly(1, 1, 1);
    assertThat(sample.sessions()).isEqualTo(3);
    assertThat(sessions.directory().snapshot().peakSessions()).isEqualTo(3);
  }

  @Test
  void ratesAreASecondAndOfTheirTenSecondsAlone() {
    Trends trends = new Trends(sessions, time);
    trends.start();
    counters.delivery().counts().add(DeliveryCount.MESSAGES_IN, 50);
    counters.delivery().counts().add(DeliveryCount.MESSAGES_OUT, 40);
    counters.delivery().drops().add(DropCause.QUEUE_EVENTS, 20);
    counters.delivery().counts().add(DeliveryCount.GAPS, 10);
    counters.delivery().latency().record(3_000_000);
    time.advance(Duration.ofSeconds(10));
    time.advance(Duration.ofSeconds(10));
    Sample busy = trends.lastHour().get(0);
    assertThat(List.of(busy.received(), busy.delivered(), busy.dropped(), busy.gaps()))
        .containsExactly(5.0, 4.0, 2.0, 1.0);
    assertThat(busy.p50Millis()).isBetween(2.5, 5.0);
    Sample quiet = trends.lastHour().get(1);
    assertThat(quiet.received()).isZero();
    assertThat(quiet.p99Millis()).isNaN();
  }

  @Test
  void aNewSampleDoesNotHideRecentLosses() {
    Trends trends = new Trends(sessions, time);
    trends.start();
    time.advance(Duration.ofSeconds(9));
    counters.delivery().counts().add(DeliveryCount.MESSAGES_IN, 50);
    counters.delivery().drops().add(DropCause.QUEUE_EVENTS, 10);
    assertThat(trends.recentLosses()).isEqualTo(new RecentLosses(Duration.ofSeconds(9), 50, 10));
    assertThat(trends.recentLosses().percent()).isEqualTo(20);
    time.advance(Duration.ofSeconds(5));
    assertThat(trends.recentLosses().dropped()).isEqualTo(10);
    time.advance(Duration.ofSeconds(10));
    assertThat(trends.recentLosses().percent()).isZero();
  }

  @Test
  void aReaderOfStreamsIsNoConnectionToRails() throws Exception {
    sessions.openEphemeral(Credentials.of(List.of()), null);
    assertThat(sessions.directory().counts().get(UpstreamState.OPEN)).isZero();
    assertThat(sessions.directory().counts().withoutRails()).isEqualTo(1);
    assertThat(sessions.directory().counts().total()).isEqualTo(1);
  }

  @Test
  void samplesAreOfOneHour() {
    assertThat(trendsAfter(Duration.ofHours(2), () -> {})).hasSize(360);
  }

  @Test
  void aProblemIsAnIncidentWhenItBeginsAndWhenItIsOver() {
    Check check =
        new Check() {
          @Override
          public String reason() {
            return "upstream_away";
          }

          @Override
          public HealthProblem problem() {
            return problem;
          }
        };
    incidents.watch(new Readiness(List.of(check), time), cable);
    time.advance(Duration.ofSeconds(2));
    problem = new HealthProblem("upstream_away", "Rails is away.", Instant.EPOCH);
    time.advance(Duration.ofSeconds(5));
    problem = null;
    time.advance(Duration.ofSeconds(2));
    assertThat(incidents.last(10))
        .extracting(Incident::severity, Incident::text)
        .containsExactly(
            tuple(Severity.NOTE, "Over: Rails is away."),
            tuple(Severity.ALARM, "Rails is away."),
            tuple(Severity.NOTE, "The bridge has started."));
  }

  @Test
  void refusedConnectionsAreOneIncidentAMinute() {
    incidents.watch(new Readiness(List.of(), time), cable);
    cable.connects().add(ConnectResult.REFUSED, 2);
    time.advance(Duration.ofMinutes(1));
    time.advance(Duration.ofMinutes(1));
    cable.connects().add(ConnectResult.REFUSED, 3);
    time.advance(Duration.ofMinutes(1));
    assertThat(incidents.last(2))
        .extracting(Incident::severity, Incident::text)
        .containsExactly(
            tuple(Severity.WARNING, "Connections that Rails refused in a minute: 3."),
            tuple(Severity.WARNING, "Connections that Rails refused in a minute: 2."));
  }

  @Test
  void incidentsAreBounded() {
    for (int i = 0; i < 1_000; i++) {
      incidents.add(Severity.NOTE, "Number " + i + ".");
    }
    assertThat(incidents.last(1_000)).hasSize(200);
    assertThat(incidents.last(1).get(0).text()).isEqualTo("Number 999.");
  }

  @Test
  void hitsOfTheLastHourAreThoseOfTheLastHour() {
    Limits limits = new Limits(incidents, time);
    limits.add(
        List.of(
            new Limit(
                "k",
                "m",
                () -> 9,
                () -> 3,
                () -> counters.counts().get(SessionCount.REFUSED),
                "")));
    limits.start();
    counters.counts().add(SessionCount.REFUSED, 5);
    time.advance(Duration.ofMinutes(50));
    counters.counts().add(SessionCount.REFUSED, 2);
    assertThat(limits.now()).containsExactly(new LimitUse("k", "m", 9, 3, 7, 7, ""));
    time.advance(Duration.ofMinutes(15));
    assertThat(limits.now().get(0).hitsLastHour()).isEqualTo(2);
    time.advance(Duration.ofMinutes(60));
    assertThat(limits.now().get(0).hitsLastHour()).isZero();
    assertThat(limits.now().get(0).hits()).isEqualTo(7);
    assertThat(incidents.last(9))
        .extracting(Incident::text)
        .containsExactly("k was hit 2 times in a minute.", "k was hit 5 times in a minute.");
  }

  @Test
  void connectionsToRailsAreCountedByResult() {
    cable.connects().add(ConnectResult.WELCOMED, 3);
    cable.disconnected("stale");
    cable.disconnected("something of Rails' own");
    cable.welcomes().record(30_000_000);
    UpstreamSnapshot snapshot = UpstreamSnapshot.of(cable, 4);
    assertThat(snapshot.connects()).containsEntry("welcomed", 3L).containsEntry("failed", 0L);
    assertThat(snapshot.disconnects())
        .containsEntry("stale", 1L)
        .containsEntry("other", 1L)
        .doesNotContainKey("something of Rails' own");
    assertThat(snapshot.welcomes().quantileMillis(0.5)).isBetween(25.0, 50.0);
    assertThat(snapshot.waiting()).isEqualTo(4);
  }
}
