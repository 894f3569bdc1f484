package io.cablebridge.upstream.cable;

import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.session.OpenOutcome;
import io.cablebridge.session.Session;
import io.cablebridge.session.delivery.CloseReason;
import io.cablebridge.session.delivery.UpstreamState;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Rails refuses for good is told apart from what it cannot do now. */
class RefusalTest {
  private final CableRig rig = new CableRig();
  private final List<OpenOutcome> told = new CopyOnWriteArrayList<>();

  @AfterEach
  void stop() {
    rig.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "no"})
  void anUnauthorizedUserIsRefusedWithoutAChallenge(String body) {
    rig.rails.refuseWithStatus(401, "text/plain", body);
    assertThat(opening()).isEqualTo(OpenOutcome.UNAUTHORIZED);
  }

  @Test
  void anUnauthorizedUserIsRefusedWithAChallengeToo() {
    rig.rails.answerWithHeader("WWW-Authenticate", "Basic realm=\"staging\"");
    rig.rails.refuseWithStatus(401, "text/plain", "no");
    assertThat(opening()).isEqualTo(OpenOutcome.UNAUTHORIZED);
    assertThat(rig.rails.handshakes()).hasSize(1);
  }

  @Test
  void aDisconnectForBeingUnauthorizedIsARefusal() {
    rig.rails.unauthorized();
    assertThat(opening()).isEqualTo(OpenOutcome.UNAUTHORIZED);
  }

  @Test
  void plainTextNotFoundIsRailsDislikeOfTheOrigin() {
    rig.rails.refuseWithStatus(404, "text/plain; charset=utf-8", "Page not found");
    assertThat(opening()).isEqualTo(OpenOutcome.ORIGIN_REFUSED);
  }

  @Test
  void forbiddenIsADislikeOfTheOriginToo() {
    rig.rails.refuseWithStatus(403, "text/html", "<h1>Blocked host</h1>");
    assertThat(opening()).isEqualTo(OpenOutcome.ORIGIN_REFUSED);
  }

  @Test
  void anApplicationsOwnNotFoundPageIsNot() {
    rig.rails.refuseWithStatus(404, "text/html", "<h1>Not found</h1>");
    assertThat(opening()).isEqualTo(OpenOutcome.AWAY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "404 page not found",
        "Not Found",
        "",
        "Page not found, but a deploy is on its way"
      })
  void aProxysOwnNotFoundInPlainTextIsNot(String body) {
    rig.rails.refuseWithStatus(404, "text/plain; charset=utf-8", body);
    assertThat(opening()).isEqualTo(OpenOutcome.AWAY);
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 301, 302, 400, 426, 500, 502, 503})
  void anyOtherAnswerMeansThatRailsIsAway(int status) {
    rig.rails.refuseWithStatus(status, "text/html", "<h1>later</h1>");
    assertThat(opening()).isEqualTo(OpenOutcome.AWAY);
  }

  @Test
  void aRefusedSessionTriesNothingMore() {
    rig.rails.refuseWithStatus(401, "text/plain", "no");
    opening();
    rig.pass(Duration.ofSeconds(30));
    assertThat(rig.rails.handshakes()).hasSize(1);
  }

  @Test
  void aRefusedSessionKnowsWhy() {
    rig.rails.unauthorized();
    Session session = rig.open("a");
    rig.eventually(() -> session.closeReason() != null);
    assertThat(session.closeReason()).isEqualTo(CloseReason.UNAUTHORIZED);
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 404})
  void whatRefusesAReconnectionMayBeADeployAndIsTriedAgain(int status) {
    Session session = rig.welcomed("a");
    rig.rails.refuseWithStatus(status, "text/plain", "no");
    rig.rails.dropConnections();
    rig.passUntil(() -> rig.rails.handshakes().size() >= 3);
    assertThat(session.closeReason()).isNull();
    rig.rails.behave();
    rig.passUntil(() -> session.upstreamState() == UpstreamState.OPEN);
  }

  @Test
  void aRedirectionIsNotFollowed() {
    rig.rails.answerWithHeader("Location", "http://127.0.0.1:" + rig.rails.port() + "/elsewhere");
    rig.rails.refuseWithStatus(302, "text/html", "");
    assertThat(opening()).isEqualTo(OpenOutcome.AWAY);
    assertThat(rig.rails.handshakes()).hasSize(1);
    assertThat(rig.rails.handshakes().get(0).path()).isEqualTo("/cable");
  }

  private OpenOutcome opening() {
    rig.open("a").whenOpened(told::add);
    rig.eventually(() -> told.size() == 1);
    return told.get(0);
  }
}
