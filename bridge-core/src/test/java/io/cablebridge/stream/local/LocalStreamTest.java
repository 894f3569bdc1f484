package io.cablebridge.stream.local;

import static io.cablebridge.stream.Messages.CHAT;
import static io.cablebridge.stream.Messages.publication;
import static io.cablebridge.stream.Messages.transientPublication;
import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.protocol.HistoryRequest;
import io.cablebridge.protocol.StreamPosition;
import io.cablebridge.session.FakeTime;
import io.cablebridge.stream.CatchUpResult;
import io.cablebridge.stream.Messages;
import io.cablebridge.stream.RecordingSubscriber;
import io.cablebridge.stream.StreamConfig;
import io.cablebridge.stream.StreamMessage;
import io.cablebridge.stream.StreamSnapshot;
import io.cablebridge.stream.StreamSubscriber;
import io.cablebridge.stream.StreamSubscription;
import io.cablebridge.stream.catchup.HistorySource;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** Subscribers join a stream, catch up, receive live messages, and leave. */
final class LocalStreamTest {
  private final FakeTime time = new FakeTime();
  private final LocalStream stream =
      new LocalStream(
          CHAT, Messages.DEFAULTS, Messages.AMPLE, Runnable::run, time, HistorySource.NONE);
  private final RecordingSubscriber reader = new RecordingSubscriber();

  private void publish(String... texts) {
    for (String text : texts) {
      stream.publish(publication(text));
    }
  }

  private long now() {
    return time.wallNanos() / 1_000_000_000L;
  }

  /** The position of a subscriber that has received everything. */
  private StreamPosition newest() {
    RecordingSubscriber all = new RecordingSubscriber();
    stream.subscribe(all, Messages.since(1));
    StreamPosition position = all.messages().get(all.count() - 1).position();
    assertThat(position).isNotNull();
    return position;
  }

  @Test
  void aSubscriberWithoutAHistoryRequestReceivesLiveMessages() {
    publish("1");
    stream.subscribe(reader, null);
    publish("2", "3");

    assertThat(reader.calls()).containsExactly("NOT_ASKED[]", "2", "3");
  }

  @Test
  void aSubscriberReceivesWhatItMissedAndThenEachMessageOnce() {
    publish("1", "2");
    StreamPosition position = newest();
    publish("3", "4");
    stream.subscribe(reader, Messages.after(position));
    publish("5");

    assertThat(reader.calls()).containsExactly("COMPLETE[3, 4]", "5");
  }

  @Test
  void aPositionThatProvesNothingIsRejectedAndLiveMessagesFollow() {
    publish("1");
    stream.subscribe(reader, Messages.after(Messages.position("other", 1)));
    publish("2");

    assertThat(reader.calls()).containsExactly("INCOMPLETE[]", "2");
  }

  @Test
  void withAPositionOfAnotherStreamTheRequestByTimeCounts() {
    publish("1");
    time.advance(Duration.ofSeconds(10));
    publish("2");
    stream.subscribe(
        reader, new HistoryRequest(Map.of("other", Messages.position("other", 1)), now()));

    assertThat(reader.calls()).containsExactly("COMPLETE[2]");
  }

  @Test
  void theRequestByTimeDoesNotHelpAPositionThatProvesNothing() {
    publish("1");
    stream.subscribe(
        reader, new HistoryRequest(Map.of(CHAT, Messages.position("other", 1)), now()));

    assertThat(reader.calls()).containsExactly("INCOMPLETE[]");
  }

  @Test
  void aRequestForOtherStreamsOnlyIsNoRequest() {
    publish("1");
    stream.subscribe(reader, new HistoryRequest(Map.of("other", Messages.position("other", 1)), 0));

    assertThat(reader.calls()).containsExactly("NOT_ASKED[]");
  }

  @Test
  void aTransientMessageHasNoPositionAndIsNotKept() {
    stream.subscribe(reader, null);
    publish("1");
    stream.publish(transientPublication("gone"));
    publish("2");
    RecordingSubscriber late = new RecordingSubscriber();
    stream.subscribe(late, Messages.since(1));

    assertThat(reader.calls()).containsExactly("NOT_ASKED[]", "1", "gone", "2");
    assertThat(reader.messages().get(1).position()).isNull();
    assertThat(late.calls()).containsExactly("COMPLETE[1, 2]");
  }

  @Test
  void offsetsBeginWithOneAndGrowByOneInOneEpoch() {
    publish("1", "2");
    stream.publish(transientPublication("gone"));
    publish("3");
    stream.subscribe(reader, Messages.since(1));

    String epoch = newest().epoch();
    assertThat(epoch).matches("[A-Za-z0-9_-]{8}");
    assertThat(reader.messages())
        .extracting(StreamMessage::position)
        .containsExactly(
            Messages.position(epoch, 1), Messages.position(epoch, 2), Messages.position(epoch, 3));
  }

  @Test
  void aMessageNumberedByRedisIsDeliveredOnceUnderItsOwnPosition() {
    stream.subscribe(reader, null);
    stream.append(Messages.at("A", 7));
    publish("mine");
    stream.append(Messages.at("A", 7));
    stream.append(Messages.at("A", 8));
    RecordingSubscriber late = new RecordingSubscriber();
    stream.subscribe(late, Messages.after(Messages.position("A", 7)));

    assertThat(reader.calls()).containsExactly("NOT_ASKED[]", "A7", "mine", "A8");
    assertThat(late.calls()).containsExactly("COMPLETE[mine, A8]");
  }

  @Test
  void aSubscriberThatFailsAffectsNoOther() {
    StreamSubscriber failing =
        new StreamSubscriber() {
          @Override
          public void subscribed(CatchUpResult catchUp) {
            throw new IllegalStateException("on purpose");
          }

          @Override
          public void message(StreamMessage message) {
            throw new AssertionError("on purpose");
          }

          @Override
          public void refused(String reason) {}

          @Override
          public void lost() {
            throw new IllegalStateException("on purpose");
          }
        };
    stream.subscribe(failing, null);
    stream.subscribe(reader, null);
    stream.subscribe(failing, null);

    publish("1", "2");
    stream.lost();

    assertThat(reader.calls()).containsExactly("NOT_ASKED[]", "1", "2", "lost");
  }

  @Test
  void aCancelledSubscriberReceivesNothingMore() {
    RecordingSubscriber other = new RecordingSubscriber();
    StreamSubscription subscription = stream.subscribe(reader, null);
    stream.subscribe(other, null);
    publish("1");

    subscription.cancel();
    subscription.cancel();
    publish("2");

    assertThat(reader.calls()).containsExactly("NOT_ASKED[]", "1");
    assertThat(other.calls()).containsExactly("NOT_ASKED[]", "1", "2");
    assertThat(stream.status().snapshot().readers()).isEqualTo(1);
  }

  @Test
  void aSubscriberCancelledDuringADeliveryDoesNotReceiveTheMessage() {
    StreamSubscription[] second = new StreamSubscription[1];
    StreamSubscriber first =
        new StreamSubscriber() {
          @Override
          public void subscribed(CatchUpResult catchUp) {}

          @Override
          public void message(StreamMessage message) {
            second[0].cancel();
          }

          @Override
          public void refused(String reason) {}

          @Override
          public void lost() {}
        };
    stream.subscribe(first, null);
    second[0] = stream.subscribe(reader, null);

    publish("1");

    assertThat(reader.calls()).containsExactly("NOT_ASKED[]");
  }

  @Test
  void aSubscriberCancelledBeforeItsTaskIsNotCalled() {
    Deque<Runnable> thread = new ArrayDeque<>();
    LocalStream slow =
        new LocalStream(
            CHAT, Messages.DEFAULTS, Messages.AMPLE, thread::add, time, HistorySource.NONE);
    slow.subscribe(reader, null).cancel();
    while (!thread.isEmpty()) {
      thread.remove().run();
    }

    assertThat(reader.calls()).isEmpty();
    assertThat(slow.status().snapshot().readers()).isZero();
  }

  @Test
  void aPublicationCompletesOnceItHasItsPosition() {
    Deque<Runnable> thread = new ArrayDeque<>();
    LocalStream slow =
        new LocalStream(
            CHAT, Messages.DEFAULTS, Messages.AMPLE, thread::add, time, HistorySource.NONE);
    CompletionStage<Void> placed = slow.publish(publication("1"));
    assertThat(placed.toCompletableFuture()).isNotDone();

    thread.remove().run();

    assertThat(placed.toCompletableFuture()).isCompleted();
  }

  @Test
  void aPublicationFailsIfItsDeliveryFails() {
    // Without a lifetime of its messages, the history takes none.
    StreamConfig broken = new StreamConfig(1, 1 << 20, unknown());
    LocalStream failing =
        new LocalStream(CHAT, broken, Messages.AMPLE, Runnable::run, time, HistorySource.NONE);
    CompletionStage<Void> failed = failing.publish(publication("1"));

    assertThat(failed.toCompletableFuture()).isCompletedExceptionally();
    assertThat(failing.publish(transientPublication("2")).toCompletableFuture()).isCompleted();
  }

  @SuppressWarnings("NullAway")
  private static Duration unknown() {
    return null;
  }

  @Test
  void countsMessagesSinceItsFirstSubscriber() {
    publish("1", "2");
    stream.subscribe(reader, null).cancel();
    publish("3");

    assertThat(stream.status().snapshot()).isEqualTo(new StreamSnapshot(CHAT, 0, 1, 3, 3));
  }
}
