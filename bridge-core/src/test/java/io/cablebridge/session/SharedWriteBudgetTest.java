package io.cablebridge.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.session.delivery.Attachment;
import io.cablebridge.session.delivery.WriteBudget;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** All writes in progress together are bounded: what is large waits for room. */
class SharedWriteBudgetTest {
  private static final String LARGE = '"' + "x".repeat(10_000) + '"';
  private final Rig rig = new Rig();
  private final WriteBudget writes = rig.counters.delivery().writes();
  private final int all = (int) writes.asLimit().limit().getAsLong();

  @Test
  void aLargeEventWaitsForRoomWithAllThatFollowsIt() throws Exception {
    Session session = rig.subscribed("a");
    RecordingListener stream = RecordingListener.stream().read(session);
    writes.add(all + 1);
    rig.say(session, LARGE, "1");
    assertThat(stream.messages()).isEmpty();
    assertThat(stream.attached().isPostponed()).isFalse();
    writes.add(-all - 1);
    assertThat(stream.attached().isPostponed()).isTrue();
    stream.takeOne();
    assertThat(stream.messages()).containsExactly(LARGE, "1");
    assertThat(stream.dropped()).isZero();
  }

  /** Or the timer would wake a stream whose head has not been sent. */
  @Test
  void aListenerThatHasNotTakenYetWaitsForNoRoom() throws Exception {
    Session session = rig.subscribed("a");
    rig.say(session, LARGE);
    RecordingListener stream = RecordingListener.stream().pause().read(session);
    assertThat(stream.attached().isPostponed()).isFalse();
  }

  @Test
  void aSmallEventDoesNotWait() throws Exception {
    Session session = rig.subscribed("a");
    RecordingListener stream = RecordingListener.stream().read(session);
    writes.add(all + 1);
    rig.say(session, "1");
    assertThat(stream.messages()).containsExactly("1");
  }

  @Test
  void pollsLeaveHalfOfTheRoomToStreams() throws Exception {
    Session session = rig.subscribed("a");
    RecordingListener poll = RecordingListener.poll().read(session);
    poll.takeOne();
    writes.add(all / 2 + 1);
    rig.say(session, LARGE);
    assertThat(poll.messages()).isEmpty();
    Session other = rig.subscribed("b");
    RecordingListener stream = RecordingListener.stream().read(other);
    rig.say(other, LARGE);
    assertThat(stream.messages()).containsExactly(LARGE);
  }

  @Test
  void aWriteThatLastsMakesRoom() throws Exception {
    Session session = rig.subscribed("a");
    RecordingListener stream = RecordingListener.stream().read(session).pause();
    rig.say(session, LARGE);
    Attachment attachment = stream.attached();
    attachment.writing(stream.deliveries().get(0), 10_000);
    writes.add(all + 1);
    rig.advance(Duration.ofSeconds(4));
    assertThat(attachment.mustMakeRoom(10_000, rig.time.nanos())).isFalse();
    rig.advance(Duration.ofSeconds(2));
    assertThat(attachment.mustMakeRoom(10_000, rig.time.nanos())).isTrue();
    assertThat(attachment.mustMakeRoom(100, rig.time.nanos())).isFalse();
    writes.add(-all - 1);
    assertThat(attachment.mustMakeRoom(10_000, rig.time.nanos())).isFalse();
  }

  @Test
  void smallWritesAreNotCounted() {
    writes.add(100);
    assertThat(writes.asLimit().used().getAsLong()).isZero();
  }
}
