package io.cablebridge.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.session.delivery.Delivery;
import io.cablebridge.session.delivery.Event;
import org.junit.jupiter.api.Test;

/** A full queue drops its oldest events, and reports how many. */
class DropOldestTest {
  private final Rig rig = new Rig(settings -> settings.queueEvents = 3);

  @Test
  void theNewestEventsAreKept() throws Exception {
    Session session = rig.subscribed("a");
    rig.say(session, "1", "2", "3", "4", "5");
    assertThat(RecordingListener.stream().read(session).messages()).containsExactly("3", "4", "5");
  }

  @Test
  void aQueueThatIsJustFullLosesNothing() throws Exception {
    Session session = rig.subscribed("a");
    rig.say(session, "1", "2", "3");
    RecordingListener listener = RecordingListener.stream().read(session);
    assertThat(listener.messages()).containsExactly("1", "2", "3");
    assertThat(listener.dropped()).isZero();
  }

  @Test
  void theReaderGetsTheNumberOfLostEventsAtTheirPlace() throws Exception {
    Session session = rig.subscribed("a");
    rig.say(session, "1", "2", "3", "4", "5");
    RecordingListener listener = RecordingListener.stream().read(session);
    assertThat(listener.next()).isInstanceOf(Event.Joined.class);
    assertThat(listener.next()).isEqualTo(new Event.Dropped(2));
    assertThat(listener.next()).hasFieldOrPropertyWithValue("offset", 3L);
  }

  @Test
  void theLossStandsBeforeWhatFollowsItInTheSameDelivery() throws Exception {
    Session session = rig.subscribed("a");
    rig.say(session, "1", "2", "3", "4", "5");
    Delivery delivery = RecordingListener.stream().read(session).deliveries().get(0);
    assertThat(delivery.after()).isZero();
    assertThat(delivery.dropped()).isEqualTo(2);
    assertThat(delivery.position()).isEqualTo(5);
  }

  @Test
  void aSlowReaderGetsTheNumberOfMissedEvents() throws Exception {
    Session session = rig.subscribed("a");
    RecordingListener slow = RecordingListener.stream().read(session);
    slow.pause();
    rig.say(session, "1", "2", "3", "4", "5");
    slow.resume();
    assertThat(slow.dropped()).isEqualTo(2);
    assertThat(slow.messages()).containsExactly("3", "4", "5");
  }

  @Test
  void theMessageNumbersHaveNoHoles() throws Exception {
    Session session = rig.subscribed("a");
    rig.say(session, "1", "2", "3", "4", "5");
    assertThat(RecordingListener.stream().read(session).offsets()).containsExactly(3L, 4L, 5L);
  }

  @Test
  void aPollMayAskForALongerQueue() throws Exception {
    Session session = rig.subscribed("a");
    session.limitQueue(5);
    rig.say(session, "1", "2", "3", "4", "5");
    assertThat(RecordingListener.poll().read(session).dropped()).isZero();
  }

  @Test
  void aPollMayAskForAShorterQueue() throws Exception {
    Session session = rig.subscribed("a");
    rig.say(session, "1", "2", "3");
    session.limitQueue(1);
    rig.say(session, "4");
    assertThat(RecordingListener.poll().read(session).messages()).containsExactly("4");
  }

  @Test
  void aQueueHoldsAtLeastOneEventWhateverIsAskedFor() throws Exception {
    Session session = rig.subscribed("a");
    session.limitQueue(-7);
    rig.say(session, "1", "2");
    assertThat(RecordingListener.poll().read(session).messages()).containsExactly("2");
  }

  @Test
  void aQueueHoldsNoMoreThanIsConfiguredWhateverIsAskedFor() throws Exception {
    Rig narrow = new Rig(settings -> settings.maxQueueEvents = 2);
    Session session = narrow.subscribed("a");
    session.limitQueue(Long.MAX_VALUE);
    narrow.say(session, "1", "2", "3");
    assertThat(RecordingListener.poll().read(session).messages()).containsExactly("2", "3");
  }

  @Test
  void theQueueGrowsOverItsFirstSizeInOrder() throws Exception {
    Rig wide = new Rig(settings -> settings.queueEvents = 1000);
    Session session = wide.subscribed("a");
    for (int i = 1; i <= 1500; i++) {
      wide.say(session, String.valueOf(i));
    }
    RecordingListener listener = RecordingListener.stream().read(session);
    assertThat(listener.dropped()).isEqualTo(500);
    assertThat(listener.messages()).hasSize(1000).startsWith("501").endsWith("1500");
  }
}
