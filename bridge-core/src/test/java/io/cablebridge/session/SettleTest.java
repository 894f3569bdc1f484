package io.cablebridge.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Delivered events are removed after a while, undelivered ones never. */
class SettleTest {
  private final Rig rig = new Rig();

  @Test
  void deliveredEventsAreRemovedWithinTwoLingers() throws Exception {
    Session session = rig.subscribed("a");
    RecordingListener.stream().read(session);
    rig.say(session, "1", "2");
    rig.advance(Duration.ofSeconds(61));
    assertThat(session.view().snapshot(rig.time.nanos()).heldBytes()).isZero();
  }

  @Test
  void whatWasDeliveredIsHeldForOneLingerAtLeast() throws Exception {
    Session session = rig.subscribed("a");
    RecordingListener first = RecordingListener.stream().read(session);
    rig.advance(Duration.ofSeconds(29));
    rig.say(session, "1");
    first.cut();
    rig.advance(Duration.ofSeconds(29));
    assertThat(RecordingListener.stream().read(session, Rig.at(session, 0)).messages())
        .containsExactly("1");
  }

  @Test
  void undeliveredEventsAreNeverRemoved() throws Exception {
    Session session = rig.subscribed("a");
    RecordingListener slow = RecordingListener.stream().read(session).pause();
    rig.say(session, "1");
    rig.advance(Duration.ofMinutes(10));
    slow.resume();
    assertThat(slow.messages()).containsExactly("1");
    assertThat(slow.dropped()).isZero();
  }

  @Test
  void aWriteInProgressIsNotDelivered() throws Exception {
    Session session = rig.subscribed("a");
    RecordingListener slow = RecordingListener.stream().read(session).pause();
    rig.say(session, "1");
    slow.takeOne();
    rig.advance(Duration.ofMinutes(10));
    slow.cut();
    assertThat(RecordingListener.stream().read(session).messages()).containsExactly("1");
  }

  @Test
  void eventsAfterAReturningClientsPositionAreKept() throws Exception {
    Session session = rig.subscribed("a");
    RecordingListener first = RecordingListener.stream().read(session);
    rig.say(session, "1", "2");
    first.cut();
    rig.advance(Duration.ofSeconds(29));
    RecordingListener slow = RecordingListener.stream().pause();
    slow.read(session, Rig.at(session, 0));
    rig.advance(Duration.ofMinutes(10));
    slow.resume();
    assertThat(slow.messages()).containsExactly("1", "2");
  }

  @Test
  void aPositionBeforeRemovedEventsGetsTheirNumber() throws Exception {
    Session session = rig.subscribed("a");
    RecordingListener first = RecordingListener.stream().read(session);
    rig.say(session, "1", "2");
    rig.advance(Duration.ofSeconds(61));
    first.cut();
    RecordingListener late = RecordingListener.stream().read(session, Rig.at(session, 0));
    assertThat(late.dropped()).isEqualTo(2);
  }
}
