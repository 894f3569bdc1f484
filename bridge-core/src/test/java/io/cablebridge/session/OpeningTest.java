package io.cablebridge.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.session.command.CommandLock;
import io.cablebridge.session.delivery.CloseReason;
import io.cablebridge.session.delivery.UpstreamState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whoever opens a session learns how that went: once, and in the order of asking. */
class OpeningTest {
  private final Rig rig = new Rig();
  private final List<Object> told = new ArrayList<>();

  @Test
  void nothingIsToldBeforeRailsHasSaidAnything() throws Exception {
    rig.open("a").whenOpened(told::add);
    rig.advance(Rig.OPEN_TIMEOUT.minusSeconds(1));
    assertThat(told).isEmpty();
  }

  @Test
  void aWelcomeIsTold() throws Exception {
    Session session = rig.open("a");
    session.whenOpened(told::add);
    rig.upstream(session).welcome();
    assertThat(told).containsExactly(OpenOutcome.WELCOMED);
  }

  @Test
  void silenceIsToldAfterTheTimeout() throws Exception {
    rig.open("a").whenOpened(told::add);
    rig.advance(Rig.OPEN_TIMEOUT.plusMillis(250));
    assertThat(told).containsExactly(OpenOutcome.AWAY);
  }

  @Test
  void aFailedTryIsToldAtOnce() throws Exception {
    Session session = rig.open("a");
    session.whenOpened(told::add);
    rig.upstream(session).fail();
    assertThat(told).containsExactly(OpenOutcome.AWAY);
  }

  @Test
  void aSessionWhoseRailsIsAwayLivesOn() throws Exception {
    Session session = rig.open("a");
    rig.upstream(session).fail();
    assertThat(session.closeReason()).isNull();
    assertThat(session.upstreamState()).isEqualTo(UpstreamState.CONNECTING);
    assertThat(rig.upstream(session).isOpen()).isTrue();
  }

  @Test
  void aRefusedUserIsTold() throws Exception {
    Session session = rig.open("a");
    session.whenOpened(told::add);
    session.close(CloseReason.UNAUTHORIZED);
    assertThat(told).containsExactly(OpenOutcome.UNAUTHORIZED);
  }

  @Test
  void aRefusedOriginIsTold() throws Exception {
    Session session = rig.open("a");
    session.whenOpened(told::add);
    session.close(CloseReason.ORIGIN_REFUSED);
    assertThat(told).containsExactly(OpenOutcome.ORIGIN_REFUSED);
  }

  @Test
  void anEndBeforeTheWelcomeIsTold() throws Exception {
    Session session = rig.open("a");
    session.whenOpened(told::add);
    session.close(CloseReason.DELETED);
    assertThat(told).containsExactly(OpenOutcome.CLOSED);
  }

  @Test
  void whoAsksLaterIsToldAtOnce() throws Exception {
    Session session = rig.open("a");
    rig.upstream(session).welcome();
    session.whenOpened(told::add);
    assertThat(told).containsExactly(OpenOutcome.WELCOMED);
  }

  @Test
  void everybodyIsToldOnce() throws Exception {
    Session session = rig.open("a");
    session.whenOpened(told::add);
    FakeUpstream upstream = rig.upstream(session);
    upstream.fail();
    upstream.fail();
    upstream.welcome();
    session.close(CloseReason.UNAUTHORIZED);
    assertThat(told).containsExactly(OpenOutcome.AWAY);
  }

  @Test
  void whoAsksAfterALateWelcomeHearsOfIt() throws Exception {
    Session session = rig.open("a");
    rig.upstream(session).fail();
    rig.upstream(session).welcome();
    session.whenOpened(told::add);
    assertThat(told).containsExactly(OpenOutcome.WELCOMED);
  }

  @Test
  void everybodyIsToldInTheOrderOfAsking() throws Exception {
    Session session = rig.open("a");
    session.whenOpened(how -> told.add("first"));
    session.whenOpened(how -> told.add("second"));
    rig.upstream(session).welcome();
    session.whenOpened(how -> told.add("third"));
    assertThat(told).containsExactly("first", "second", "third");
  }

  @Test
  void whoAsksWhileOthersAreToldComesAfterThem() throws Exception {
    Session session = rig.open("a");
    session.whenOpened(
        how -> {
          session.whenOpened(later -> told.add("asked meanwhile"));
          told.add("first");
        });
    session.whenOpened(how -> told.add("second"));
    rig.upstream(session).welcome();
    assertThat(told).containsExactly("first", "second", "asked meanwhile");
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
          public Upstream cable(Session session, CommandLock commands, Handshake handshake) {
            session.close(CloseReason.DELETED);
            return super.cable(session, commands, handshake);
          }
        };
    Rig racing = new Rig(settings -> {}, factory);
    Session session = racing.open("a");
    assertThat(factory.of(session).isOpen()).isFalse();
  }
}
