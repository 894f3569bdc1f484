package io.cablebridge.upstream.cable;

import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.health.Check;
import io.cablebridge.health.HealthProblem;
import io.cablebridge.protocol.CloseReason;
import io.cablebridge.protocol.UpstreamState;
import io.cablebridge.session.Session;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Rails counts as unavailable when no session can reach it, and only then. */
class ReachabilityTest {
  private static final Duration GRACE = Duration.ofSeconds(30);

  private final CableRig rig = new CableRig();
  private final Check check = Check.upstream(rig.client.reachability(), GRACE);

  @AfterEach
  void stop() {
    rig.close();
  }

  @Test
  void withoutASessionRailsIsNotUnavailable() {
    rig.rails.stop();
    rig.pass(Duration.ofMinutes(10));
    assertThat(check.problem()).isNull();
  }

  @Test
  void aRailsThatIsLostForTheGraceIsUnavailableSinceTheLoss() {
    Session session = attended();
    rig.rails.stop();
    rig.eventually(() -> session.upstreamState() == UpstreamState.RECONNECTING);
    Instant loss = now();
    rig.pass(GRACE.minusMillis(1));
    assertThat(check.problem()).isNull();
    rig.pass(Duration.ofMillis(1));
    HealthProblem away = check.problem();
    assertThat(away.reason()).isEqualTo("upstream_away");
    assertThat(away.since()).isEqualTo(loss);
    assertThat(away.text()).startsWith("Rails cannot be reached at ws://");
  }

  @Test
  void aRailsThatNeverAnsweredIsUnavailableToo() {
    rig.rails.stop();
    rig.listen(rig.open("a"));
    rig.eventually(() -> rig.counters.connects().get(ConnectResult.FAILED) > 0);
    rig.pass(GRACE);
    assertThat(check.problem()).isNotNull();
  }

  @Test
  void theUrlAndTheErrorAreNamed() {
    rig.rails.stop();
    rig.listen(rig.open("a"));
    rig.eventually(() -> rig.counters.connects().get(ConnectResult.FAILED) > 0);
    assertThat(Check.upstream(rig.client.reachability(), Duration.ZERO).problem().text())
        .matches("Rails cannot be reached at ws://[^:]+:[0-9]+/[^?]*: the connection was refused");
  }

  @Test
  void anErrorInsteadOfAWebSocketIsNotAnAnswerOfRails() {
    rig.rails.refuseWithStatus(502, "text/html", "");
    rig.listen(rig.open("a"));
    rig.eventually(() -> rig.counters.connects().get(ConnectResult.FAILED) > 0);
    rig.pass(GRACE);
    assertThat(check.problem()).isNotNull();
  }

  @Test
  void theFirstWelcomeEndsTheOutage() {
    Session session = attended();
    rig.rails.stop();
    rig.eventually(() -> session.upstreamState() == UpstreamState.RECONNECTING);
    rig.pass(GRACE);
    assertThat(check.problem()).isNotNull();
    rig.rails.restart();
    rig.passUntil(() -> session.upstreamState() == UpstreamState.OPEN);
    assertThat(check.problem()).isNull();
  }

  @Test
  void aRefusalIsAnAnswer() {
    rig.rails.refuseWithStatus(503, "text/html", "");
    rig.open("a");
    rig.eventually(() -> rig.counters.connects().get(ConnectResult.FAILED) > 0);
    rig.rails.refuseWithStatus(401, "text/html", "");
    Session refused = rig.open("b");
    rig.eventually(() -> CloseReason.UNAUTHORIZED.equals(refused.closeReason()));
    assertThat(rig.counters.connects().get(ConnectResult.REFUSED)).isEqualTo(1);
    rig.pass(Duration.ofSeconds(1));
    assertThat(rig.client.reachability().unreachableForLongerThan(Duration.ofSeconds(1))).isNull();
  }

  @Test
  void oneOpenConnectionProvesThatRailsIsReachable() {
    rig.welcomed("a");
    rig.rails.refuseWithStatus(503, "text/html", "");
    rig.open("b");
    rig.eventually(() -> rig.counters.connects().get(ConnectResult.FAILED) > 0);
    assertThat(rig.client.reachability().unreachableForLongerThan(Duration.ZERO)).isNull();
  }

  @Test
  void anEndByTheBridgeIsNotALoss() {
    Session leaving = rig.welcomed("a");
    rig.welcomed("b");
    leaving.close(CloseReason.DELETED);
    assertThat(rig.client.reachability().unreachableForLongerThan(Duration.ZERO)).isNull();
    assertThat(rig.counters.disconnects().total()).isZero();
  }

  @Test
  void theEndOfTheLastSessionClearsTheState() {
    Session session = attended();
    rig.rails.stop();
    rig.eventually(() -> session.upstreamState() == UpstreamState.RECONNECTING);
    rig.pass(GRACE);
    assertThat(check.problem()).isNotNull();
    session.close(CloseReason.DELETED);
    assertThat(check.problem()).isNull();
  }

  @Test
  void aLossAfterAReturnCountsFromItsOwnTime() {
    Session session = rig.welcomed("a");
    rig.drop(session);
    rig.reconnect(session);
    rig.pass(GRACE.minusSeconds(25)); // silence would end the connection later
    rig.drop(session);
    assertThat(rig.client.reachability().unreachableForLongerThan(Duration.ofMillis(1))).isNull();
    assertThat(rig.client.reachability().unreachableForLongerThan(Duration.ZERO)).isEqualTo(now());
    assertThat(rig.counters.connects().get(ConnectResult.WELCOMED)).isEqualTo(2);
    assertThat(rig.counters.disconnects().get("closed")).isEqualTo(2);
  }

  /** A session with a welcome and a listener, so that it does not expire. */
  private Session attended() {
    Session session = rig.welcomed("a");
    rig.listen(session);
    return session;
  }

  private Instant now() {
    return Instant.EPOCH.plus(Duration.ofNanos(rig.time.wallNanos()));
  }
}
