package io.cablebridge.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.session.delivery.CloseReason;
import io.cablebridge.session.delivery.Event;
import io.cablebridge.session.delivery.UpstreamState;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Where it is allowed, several listeners follow one session, each at its own position. */
class AllowReuseTest {
  private final Rig rig = new Rig(settings -> settings.allowReuse = true);

  @Test
  void everyListenerGetsEveryEvent() throws Exception {
    Session session = rig.subscribed("a");
    RecordingListener one = RecordingListener.stream().read(session);
    RecordingListener two = RecordingListener.stream().read(session);
    rig.say(session, "1", "2");
    assertThat(one.messages()).containsExactly("1", "2");
    assertThat(two.messages()).containsExactly("1", "2");
  }

  @Test
  void aSlowListenerKeepsItsOwnPosition() throws Exception {
    Session session = rig.subscribed("a");
    RecordingListener fast = RecordingListener.stream().read(session);
    RecordingListener slow = RecordingListener.stream().read(session).pause();
    rig.say(session, "1", "2");
    assertThat(fast.messages()).containsExactly("1", "2");
    assertThat(slow.messages()).isEmpty();
    slow.resume();
    assertThat(slow.messages()).containsExactly("1", "2");
  }

  @Test
  void whatAFastListenerHasReadIsStillThereForASlowOneAfterALongTime() throws Exception {
    Session session = rig.subscribed("a");
    RecordingListener.stream().read(session);
    RecordingListener slow = RecordingListener.stream().read(session).pause();
    rig.say(session, "1", "2");
    rig.advance(Duration.ofMinutes(5));
    slow.resume();
    assertThat(slow.dropped()).isZero();
    assertThat(slow.messages()).containsExactly("1", "2");
  }

  @Test
  void thatSomebodyJoinedIsToldToTheOthers() throws Exception {
    Session session = rig.subscribed("a");
    RecordingListener first = RecordingListener.stream().read(session);
    first.next();
    RecordingListener.stream().read(session);
    assertThat(first.next()).isEqualTo(new Event.Joined(UpstreamState.OPEN, false));
    first.assertExhausted();
  }

  @Test
  void whoJoinsIsToldOnce() throws Exception {
    Session session = rig.subscribed("a");
    RecordingListener.stream().read(session);
    RecordingListener second = RecordingListener.stream().read(session);
    second.next();
    second.assertExhausted();
  }

  @Test
  void aPollJoinsInSilence() throws Exception {
    Session session = rig.subscribed("a");
    RecordingListener stream = RecordingListener.stream().read(session);
    stream.next();
    RecordingListener.poll().read(session);
    stream.assertExhausted();
  }

  @Test
  void aNewcomerStartsWhereSomebodyHasReadTo() throws Exception {
    Session session = rig.subscribed("a");
    RecordingListener.stream().read(session);
    rig.say(session, "1");
    RecordingListener second = RecordingListener.stream().read(session);
    rig.say(session, "2");
    assertThat(second.messages()).containsExactly("2");
  }

  @Test
  void aNewcomerMayStartAtAPositionOfItsOwn() throws Exception {
    Session session = rig.subscribed("a");
    RecordingListener.stream().read(session);
    rig.say(session, "1", "2");
    RecordingListener second = RecordingListener.stream().read(session, Rig.at(session, 1));
    assertThat(second.messages()).containsExactly("2");
  }

  @Test
  void nobodyGivesWayToAReturningStream() throws Exception {
    Session session = rig.subscribed("a");
    RecordingListener first = RecordingListener.stream().read(session);
    RecordingListener.stream().read(session, Rig.at(session, 0));
    assertThat(first.timesSuperseded()).isZero();
  }

  @Test
  void theSessionLingersOnlyWhenTheLastHasLeft() throws Exception {
    Session session = rig.subscribed("a");
    RecordingListener first = RecordingListener.stream().read(session);
    RecordingListener.stream().read(session);
    first.cut();
    rig.advance(Duration.ofMinutes(5));
    assertThat(session.closeReason()).isNull();
  }

  @Test
  void everybodyIsToldThatItIsOver() throws Exception {
    Session session = rig.subscribed("a");
    RecordingListener one = RecordingListener.stream().read(session);
    RecordingListener two = RecordingListener.stream().read(session);
    session.close(CloseReason.DELETED);
    assertThat(one.closed()).isEqualTo(CloseReason.DELETED);
    assertThat(two.closed()).isEqualTo(CloseReason.DELETED);
  }
}
