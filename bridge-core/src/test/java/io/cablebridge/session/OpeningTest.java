package io.cablebridge.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.protocol.CloseReason;
import io.cablebridge.protocol.UpstreamState;
import io.cablebridge.session.command.CommandLock;
import io.cablebridge.session.command.Handshake;
import io.cablebridge.session.command.Upstream;
import io.cablebridge.session.command.UpstreamSink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every request that opens a session gets the outcome: once, and in the order of the requests. */
class OpeningTest {
  private final Rig rig = new Rig();
  private final List<Object> outcomes = new ArrayList<>();

  @Test
  void nothingIsReportedBeforeRailsAnswers() throws Exception {
    rig.open("a").whenOpened(outcomes::add);
    rig.advance(Rig.OPEN_TIMEOUT.minusSeconds(1));
    assertThat(outcomes).isEmpty();
  }

  @Test
  void aWelcomeIsReported() throws Exception {
    Session session = rig.open("a");
    session.whenOpened(outcomes::add);
    rig.upstream(session).welcome();
    assertThat(outcomes).containsExactly(OpenOutcome.WELCOMED);
  }

  @Test
  void silenceIsReportedAfterTheTimeout() throws Exception {
    rig.open("a").whenOpened(outcomes::add);
    rig.advance(Rig.OPEN_TIMEOUT.plusMillis(250));
    assertThat(outcomes).containsExactly(OpenOutcome.UNAVAILABLE);
  }

  @Test
  void aFailedAttemptIsReportedAtOnce() throws Exception {
    Session session = rig.open("a");
    session.whenOpened(outcomes::add);
    rig.upstream(session).fail();
    assertThat(outcomes).containsExactly(OpenOutcome.UNAVAILABLE);
  }

  @Test
  void aSessionWithoutRailsStaysOpen() throws Exception {
    Session session = rig.open("a");
    rig.upstream(session).fail();
    assertThat(session.closeReason()).isNull();
    assertThat(session.upstreamState()).isEqualTo(UpstreamState.CONNECTING);
    assertThat(rig.upstream(session).isOpen()).isTrue();
  }

  @Test
  void aRefusedUserIsReported() throws Exception {
    Session session = rig.open("a");
    session.whenOpened(outcomes::add);
    session.close(CloseReason.UNAUTHORIZED);
    assertThat(outcomes).containsExactly(OpenOutcome.UNAUTHORIZED);
  }

  @Test
  void aRefusedOriginIsReported() throws Exception {
    Session session = rig.open("a");
    session.whenOpened(outcomes::add);
    session.close(CloseReason.ORIGIN_REFUSED);
    assertThat(outcomes).containsExactly(OpenOutcome.ORIGIN_REFUSED);
  }

  @Test
  void anEndBeforeTheWelcomeIsReported() throws Exception {
    Session session = rig.open("a");
    session.whenOpened(outcomes::add);
    session.close(CloseReason.DELETED);
    assertThat(outcomes).containsExactly(OpenOutcome.CLOSED);
  }

  @Test
  void aLaterRequestIsAnsweredAtOnce() throws Exception {
    Session session = rig.open("a");
    rig.upstream(session).welcome();
    session.whenOpened(outcomes::add);
    assertThat(outcomes).containsExactly(OpenOutcome.WELCOMED);
  }

  @Test
  void everyRequestIsAnsweredOnce() throws Exception {
    Session session = rig.open("a");
    session.whenOpened(outcomes::add);
    FakeUpstream upstream = rig.upstream(session);
    upstream.fail();
    upstream.fail();
    upstream.welcome();
    session.close(CloseReason.UNAUTHORIZED);
    assertThat(outcomes).containsExactly(OpenOutcome.UNAVAILABLE);
  }

  @Test
  void aRequestAfterALateWelcomeGetsIt() throws Exception {
    Session session = rig.open("a");
    rig.upstream(session).fail();
    rig.upstream(session).welcome();
    session.whenOpened(outcomes::add);
    assertThat(outcomes).containsExactly(OpenOutcome.WELCOMED);
  }

  @Test
  void allRequestsAreAnsweredInTheirOrder() throws Exception {
    Session session = rig.open("a");
    session.whenOpened(how -> outcomes.add("first"));
    session.whenOpened(how -> outcomes.add("second"));
    rig.upstream(session).welcome();
    session.whenOpened(how -> outcomes.add("third"));
    assertThat(outcomes).containsExactly("first", "second", "third");
  }

  @Test
  void aRequestDuringTheAnswersComesAfterThem() throws Exception {
    Session session = rig.open("a");
    session.whenOpened(
        how -> {
          session.whenOpened(later -> outcomes.add("asked meanwhile"));
          outcomes.add("first");
        });
    session.whenOpened(how -> outcomes.add("second"));
    rig.upstream(session).welcome();
    assertThat(outcomes).containsExactly("first", "second", "asked meanwhile");
  }

  @Test
  void anUnansweredOpeningDoesNotExpire() throws Exception {
    Rig strict = new Rig(settings -> settings.linger = Duration.ZERO);
    Session session = strict.open("a");
    strict.advance(Rig.OPEN_TIMEOUT.minusSeconds(1));
    assertThat(session.closeReason()).isNull();
  }

  @Test
  void theUpstreamGetsTheHandshakeOfTheOpener() throws Exception {
    Session session = rig.open("a");
    assertThat(rig.upstream(session).handshake().headers()).containsExactly("Cookie", "user=alice");
  }

  @Test
  void aSecondOpenerFindsTheSameSession() throws Exception {
    Session session = rig.open("a");
    assertThat(rig.open("a")).isSameAs(session);
    assertThat(rig.upstreams.made()).isEqualTo(1);
  }

  @Test
  void aSessionThatEndedBeforeItBeganConnectsToNothing() throws Exception {
    FakeUpstream.Factory factory =
        new FakeUpstream.Factory() {
          @Override
          public Upstream cable(UpstreamSink sink, CommandLock commands, Handshake handshake) {
            sink.close(CloseReason.DELETED);
            return super.cable(sink, commands, handshake);
          }
        };
    Rig racing = new Rig(settings -> {}, factory);
    Session session = racing.open("a");
    assertThat(factory.of(session).isOpen()).isFalse();
  }
}
