package io.cablebridge.stream.local;

import static io.cablebridge.stream.Messages.CHAT;
import static io.cablebridge.stream.Messages.after;
import static io.cablebridge.stream.Messages.publication;
import static io.cablebridge.stream.Messages.since;
import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.session.FakeTime;
import io.cablebridge.stream.Messages;
import io.cablebridge.stream.Publication;
import io.cablebridge.stream.RecordingSubscriber;
import io.cablebridge.stream.StreamMessage;
import io.cablebridge.stream.StreamSnapshot;
import io.cablebridge.stream.StreamSubscription;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the broker without a server keeps, and for how long. */
final class MemoryBrokerTest {
  private static final Duration TTL = Messages.DEFAULTS.ttl();
  private static final Duration TICK = Duration.ofSeconds(2);

  private final FakeTime time = new FakeTime();
  private final MemoryBroker broker =
      new MemoryBroker(Messages.DEFAULTS, Messages.AMPLE, Runnable::run, time);

  @BeforeEach
  void start() {
    broker.start();
  }

  @AfterEach
  void close() {
    broker.close();
  }

  private RecordingSubscriber read(String stream) {
    RecordingSubscriber reader = new RecordingSubscriber();
    broker.subscribe(stream, reader, null);
    return reader;
  }

  /** Publishes to a subscriber that leaves again, and returns the message. */
  private StreamMessage published(String text) {
    RecordingSubscriber reader = new RecordingSubscriber();
    StreamSubscription subscription = broker.subscribe(CHAT, reader, null);
    broker.publish(publication(text));
    subscription.cancel();
    return reader.messages().get(0);
  }

  @Test
  void deliversEachStreamToItsOwnSubscribers() {
    RecordingSubscriber chat = read(CHAT);
    RecordingSubscriber other = read("other");
    broker.publish(publication("1"));

    assertThat(chat.calls()).containsExactly("NOT_ASKED[]", "1");
    assertThat(other.calls()).containsExactly("NOT_ASKED[]");
  }

  @Test
  void keepsTheHistoryOfAStreamWithoutSubscribers() {
    StreamMessage first = published("1");
    broker.publish(publication("2"));
    RecordingSubscriber reader = new RecordingSubscriber();
    broker.subscribe(CHAT, reader, after(first));

    assertThat(reader.calls()).containsExactly("COMPLETE[2]");
  }

  @Test
  void dropsAMessageWhenItExpires() {
    read(CHAT);
    StreamMessage first = published("1");
    time.advance(TTL.minusSeconds(10));
    broker.publish(publication("2"));
    time.advance(TICK.plusSeconds(10));
    RecordingSubscriber reader = new RecordingSubscriber();
    broker.subscribe(CHAT, reader, after(first));
    RecordingSubscriber byTime = new RecordingSubscriber();
    broker.subscribe(CHAT, byTime, since(1));

    assertThat(broker.snapshot()).containsExactly(new StreamSnapshot(CHAT, 3, 2, 1, 1));
    assertThat(reader.calls()).containsExactly("COMPLETE[2]");
    assertThat(byTime.calls()).containsExactly("INCOMPLETE[]");
  }

  @Test
  void aCaughtUpSubscriberMayReturnToAQuietStream() {
    RecordingSubscriber before = new RecordingSubscriber();
    StreamSubscription subscription = broker.subscribe(CHAT, before, null);
    broker.publish(publication("1"));
    time.advance(TTL.multipliedBy(10));
    subscription.cancel();
    time.advance(TTL.minus(TICK));
    RecordingSubscriber again = new RecordingSubscriber();
    broker.subscribe(CHAT, again, after(before.messages().get(0)));

    assertThat(again.calls()).containsExactly("COMPLETE[]");
  }

  @Test
  void aSubscriberThatLeftJustBeforeTheHistoryExpiredMayReturnToo() {
    RecordingSubscriber before = new RecordingSubscriber();
    StreamSubscription subscription = broker.subscribe(CHAT, before, null);
    broker.publish(publication("1"));
    time.advance(TTL.minusSeconds(10));
    subscription.cancel();
    time.advance(Duration.ofMinutes(1));
    RecordingSubscriber again = new RecordingSubscriber();
    broker.subscribe(CHAT, again, after(before.messages().get(0)));

    assertThat(again.calls()).containsExactly("COMPLETE[]");
  }

  @Test
  void anEvictedStreamBeginsAgainInAnotherEpoch() {
    StreamMessage before = published("1");
    time.advance(TTL.plus(TICK));
    StreamMessage afterwards = published("2");
    RecordingSubscriber reader = new RecordingSubscriber();
    broker.subscribe(CHAT, reader, after(before));

    assertThat(before.position()).isNotNull().isNotEqualTo(afterwards.position());
    assertThat(before.position().offset()).isEqualTo(1);
    assertThat(afterwards.position().offset()).isEqualTo(1);
    assertThat(reader.calls()).containsExactly("INCOMPLETE[]");
  }

  @Test
  void twoStreamsHaveTwoEpochs() {
    RecordingSubscriber other = read("other");
    StreamMessage chat = published("1");
    broker.publish(new Publication("other", chat.json(), null, null, false));

    assertThat(chat.position()).isNotNull().isNotEqualTo(other.messages().get(0).position());
  }

  @Test
  void aStreamWithASubscriberIsNotEvicted() {
    RecordingSubscriber reader = read(CHAT);
    time.advance(TTL.multipliedBy(3));
    broker.publish(publication("1"));

    assertThat(reader.calls()).containsExactly("NOT_ASKED[]", "1");
  }

  @Test
  void theHistoryOfAnUnknownStreamIsCompleteAndEmptyByTimeAndRejectedByPosition() {
    RecordingSubscriber byTime = new RecordingSubscriber();
    broker.subscribe(CHAT, byTime, since(1));
    RecordingSubscriber byPosition = new RecordingSubscriber();
    broker.subscribe(CHAT, byPosition, after(Messages.position("other", 0)));

    assertThat(byTime.calls()).containsExactly("COMPLETE[]");
    assertThat(byPosition.calls()).containsExactly("INCOMPLETE[]");
  }

  @Test
  void theSnapshotShowsTheStreamsWithSubscribers() {
    read(CHAT);
    read(CHAT);
    broker.subscribe("left", new RecordingSubscriber(), null).cancel();
    broker.publish(new Publication("unread", Messages.at("A", 1).json(), null, null, false));
    broker.publish(publication("12"));

    assertThat(broker.snapshot()).containsExactly(new StreamSnapshot(CHAT, 2, 1, 1, 2));
  }

  @Test
  void isAlwaysWell() {
    assertThat(broker.health().isWell()).isTrue();
    assertThat(broker.health().name()).isEqualTo("memory");
  }

  @Test
  void aClosedBrokerEvictsNothingMore() {
    read(CHAT);
    broker.publish(publication("1"));
    broker.close();
    time.advance(TTL.plus(TICK));

    assertThat(broker.snapshot()).containsExactly(new StreamSnapshot(CHAT, 1, 1, 1, 1));
  }
}
