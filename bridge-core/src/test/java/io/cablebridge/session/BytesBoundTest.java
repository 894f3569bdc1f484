package io.cablebridge.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.protocol.JsonText;
import io.cablebridge.protocol.Payload;
import io.cablebridge.session.delivery.Delivery;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The queue is also bounded in bytes, for any number of events. */
class BytesBoundTest {
  private static final String KILO = '"' + "x".repeat(1022) + '"';
  private final Rig rig = new Rig(settings -> settings.queueBytes = 4096);

  @Test
  void heavyEventsDropTheOldest() throws Exception {
    Session session = rig.subscribed("a");
    rig.say(session, KILO, KILO, KILO, KILO);
    RecordingListener listener = RecordingListener.stream().read(session);
    assertThat(listener.offsets()).containsExactly(2L, 3L, 4L);
    assertThat(listener.dropped()).isEqualTo(1);
  }

  @Test
  void theBytesHeldStayUnderTheBound() throws Exception {
    Session session = rig.subscribed("a");
    for (int i = 0; i < 100; i++) {
      rig.say(session, KILO);
    }
    assertThat(session.view().snapshot(rig.time.nanos()).heldBytes()).isBetween(3000L, 4096L);
  }

  @Test
  void oneEventLargerThanTheBoundIsStillDelivered() throws Exception {
    Session session = rig.subscribed("a");
    String huge = '"' + "x".repeat(10_000) + '"';
    rig.say(session, "1", huge);
    assertThat(RecordingListener.stream().read(session).messages()).containsExactly(huge);
  }

  @Test
  void aHugeEventGoesWithTheNextOne() throws Exception {
    Session session = rig.subscribed("a");
    rig.say(session, '"' + "x".repeat(10_000) + '"', "2");
    assertThat(RecordingListener.stream().read(session).messages()).containsExactly("2");
  }

  @Test
  void manySmallEventsCostMoreThanTheirText() throws Exception {
    Session session = rig.subscribed("a");
    for (int i = 0; i < 100; i++) {
      rig.say(session, "1");
    }
    assertThat(RecordingListener.stream().read(session).offsets()).hasSizeLessThan(100);
  }

  @Test
  void oneDeliveryIsBoundedToo() throws Exception {
    Rig wide = new Rig();
    Session session = wide.subscribed("a");
    for (int i = 0; i < 200; i++) {
      wide.say(session, KILO);
    }
    RecordingListener listener = RecordingListener.stream().read(session);
    assertThat(listener.deliveries()).hasSizeGreaterThan(2);
    assertThat(listener.offsets()).hasSize(200);
  }

  /** As a message of a stream, which is held once for all of its readers. */
  private record Shared(JsonText json) implements Payload {
    @Override
    public int held() {
      return 0;
    }
  }

  @Test
  void aSharedMessageCountsInEachQueue() throws Exception {
    Session session = rig.subscribed("a");
    for (int i = 0; i < 10; i++) {
      rig.upstream(session)
          .subscriptions()
          .received(JsonText.of(Rig.ROOM), new Shared(JsonText.of(KILO)));
    }
    assertThat(RecordingListener.stream().read(session).messages()).hasSize(3);
    assertThat(rig.registry.budget().held()).as("shared").isLessThan(1_000);
  }

  @Test
  void aHistoryIsDeliveredWholeAndInBatches() throws Exception {
    Session session = rig.subscribed("a");
    List<Shared> past = Collections.nCopies(200, new Shared(JsonText.of(KILO)));
    rig.upstream(session).subscriptions().caughtUp(JsonText.of(Rig.ROOM), null, past, true).wake();
    RecordingListener listener = RecordingListener.stream().read(session);
    assertThat(listener.messages()).hasSize(200);
    assertThat(listener.dropped()).isZero();
    assertThat(listener.deliveries()).hasSizeGreaterThan(2);
  }

  @Test
  void whatWaitsBehindADeliveryIsCounted() throws Exception {
    Rig wide = new Rig();
    Session session = wide.subscribed("a");
    for (int i = 0; i < 100; i++) {
      wide.say(session, KILO);
    }
    Delivery first = RecordingListener.poll().read(session).deliveries().get(0);
    assertThat(first.queueLength()).isEqualTo(100 - first.position()).isPositive();
  }
}
