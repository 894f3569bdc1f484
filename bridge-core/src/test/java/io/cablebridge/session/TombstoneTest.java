package io.cablebridge.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.session.delivery.CloseReason;
import io.cablebridge.session.delivery.Event;
import io.cablebridge.session.delivery.UpstreamState;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A session that ended for good is remembered, so that whoever comes back is told. */
class TombstoneTest {
  private static final CloseReason REMOTE = new CloseReason("remote", false);
  private final Rig rig = new Rig(settings -> settings.tombstone = Duration.ofSeconds(20));

  @Test
  void aSessionThatEndedForGoodIsRemembered() throws Exception {
    Session session = rig.subscribed("a");
    session.close(REMOTE);
    rig.advance(Duration.ofSeconds(19));
    assertThat(rig.registry.find("a")).isSameAs(session);
  }

  @Test
  void itIsForgottenAfterItsTime() throws Exception {
    rig.subscribed("a").close(REMOTE);
    rig.advance(Duration.ofSeconds(21));
    assertThat(rig.registry.find("a")).isNull();
    assertThat(rig.registry.size()).isZero();
  }

  @Test
  void aSessionWhoseClientMayComeBackIsNotRemembered() throws Exception {
    rig.subscribed("a").close(CloseReason.EXPIRED);
    rig.advance(Duration.ofSeconds(1));
    assertThat(rig.registry.find("a")).isNull();
  }

  @Test
  void whoeverReadsIsToldAtOnce() throws Exception {
    Session session = rig.subscribed("a");
    RecordingListener listener = RecordingListener.stream().read(session);
    session.close(REMOTE);
    assertThat(listener.closed()).isEqualTo(REMOTE);
    assertThat(listener.deliveries().get(1).last()).isTrue();
  }

  @Test
  void whatWasLeftComesBeforeTheEnd() throws Exception {
    Session session = rig.subscribed("a");
    RecordingListener slow = RecordingListener.stream().read(session).pause();
    rig.say(session, "1");
    session.close(REMOTE);
    slow.resume();
    slow.next();
    assertThat(slow.next()).hasFieldOrPropertyWithValue("offset", 1L);
    assertThat(slow.next()).isEqualTo(new Event.Closed(REMOTE));
    slow.assertExhausted();
  }

  @Test
  void whoComesLateIsToldWhyItEnded() throws Exception {
    Session session = rig.subscribed("a");
    session.close(REMOTE);
    assertThat(RecordingListener.stream().read(session).closed()).isEqualTo(REMOTE);
  }

  @Test
  void anEndThatNobodyWasToldIsOwed() throws Exception {
    Session session = rig.subscribed("a");
    session.close(REMOTE);
    assertThat(session.owes(null)).isTrue();
  }

  @Test
  void anEndThatSomebodyWasToldIsOwedToNoStranger() throws Exception {
    Session session = rig.subscribed("a");
    RecordingListener.stream().read(session);
    session.close(REMOTE);
    assertThat(session.owes(null)).isFalse();
  }

  @Test
  void anEndIsOwedToWhoShowsAPositionOfThisSession() throws Exception {
    Session session = rig.subscribed("a");
    RecordingListener.stream().read(session);
    session.close(REMOTE);
    assertThat(session.owes(Rig.at(session, 0))).isTrue();
  }

  @Test
  void anAnswerThatWasMadeBeforeTheEndDoesNotTellIt() throws Exception {
    Session session = rig.subscribed("a");
    RecordingListener poll = RecordingListener.poll().pause().read(session);
    rig.say(session, "1");
    poll.takeOne();
    session.close(REMOTE);
    poll.finish();
    assertThat(session.owes(null)).isTrue();
  }

  @Test
  void anEndWhoseWriteWasCutWasNotTold() throws Exception {
    Session session = rig.subscribed("a");
    RecordingListener stream = RecordingListener.stream().read(session).pause();
    session.close(REMOTE);
    stream.takeOne();
    stream.cut();
    assertThat(session.owes(null)).isTrue();
  }

  @Test
  void aLivingSessionOwesNothing() throws Exception {
    assertThat(rig.subscribed("a").owes(null)).isFalse();
  }

  @Test
  void theFirstReasonStands() throws Exception {
    Session session = rig.subscribed("a");
    session.close(REMOTE);
    session.close(CloseReason.DELETED);
    assertThat(session.closeReason()).isEqualTo(REMOTE);
  }

  @Test
  void nothingIsSaidInASessionThatHasEnded() throws Exception {
    Session session = rig.subscribed("a");
    FakeUpstream upstream = rig.upstream(session);
    session.close(REMOTE);
    upstream.message(Rig.ROOM, "1");
    upstream.lose();
    upstream.welcome();
    RecordingListener late = RecordingListener.stream().read(session);
    assertThat(late.channelEvents()).isEmpty();
    assertThat(session.upstreamState()).isEqualTo(UpstreamState.CLOSED);
  }

  @Test
  void aNewSessionMayTakeItsPlace() throws Exception {
    Session old = rig.subscribed("a");
    old.close(REMOTE);
    Session fresh = rig.open("a");
    assertThat(rig.registry.find("a")).isSameAs(fresh).isNotSameAs(old);
    assertThat(rig.registry.size()).isEqualTo(1);
  }
}
