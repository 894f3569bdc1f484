package io.cablebridge.stream.local;

import static io.cablebridge.stream.Messages.CHAT;
import static io.cablebridge.stream.Messages.after;
import static io.cablebridge.stream.Messages.at;
import static io.cablebridge.stream.Messages.position;
import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.session.FakeTime;
import io.cablebridge.stream.CatchUpResult;
import io.cablebridge.stream.Messages;
import io.cablebridge.stream.RecordingSubscriber;
import io.cablebridge.stream.StreamSubscription;
import io.cablebridge.stream.catchup.HistorySource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** History that this node does not hold is queried elsewhere, and joined with live messages. */
final class HistorySourceTest {
  private final List<String> asked = new ArrayList<>();
  private final List<CompletableFuture<CatchUpResult>> answers = new ArrayList<>();
  private final HistorySource elsewhere =
      query -> {
        asked.add(
            query.since() > 0
                ? "since " + query.since()
                : query.read().stream().map(each -> each.epoch() + each.offset()).toList() + "");
        answers.add(new CompletableFuture<>());
        return answers.get(answers.size() - 1);
      };

  private final LocalStream stream =
      new LocalStream(
          CHAT, Messages.limit(5), Messages.AMPLE, Runnable::run, new FakeTime(), elsewhere);
  private final RecordingSubscriber reader = new RecordingSubscriber();

  private void append(String epoch, long... offsets) {
    LongStream.of(offsets).forEach(offset -> stream.append(at(epoch, offset)));
  }

  private void answer(int index, long... offsets) {
    answers
        .get(index)
        .complete(
            CatchUpResult.complete(LongStream.of(offsets).mapToObj(o -> at("A", o)).toList()));
  }

  @Test
  void historyHeldHereIsNotQueriedElsewhere() {
    append("A", 1, 2);
    stream.subscribe(reader, after(position("A", 1)));

    assertThat(asked).isEmpty();
    assertThat(reader.calls()).containsExactly("COMPLETE[A2]");
  }

  @Test
  void foundMessagesComeBeforeBufferedOnesAndNoneTwice() {
    append("A", 12);
    stream.subscribe(reader, after(position("A", 9)));
    assertThat(asked).containsExactly("[A9]");
    append("A", 13);
    append("B", 1);
    append("A", 14);
    assertThat(reader.calls()).isEmpty();

    answer(0, 10, 11, 12, 13, 14);
    append("A", 15);

    assertThat(reader.calls())
        .containsExactly("COMPLETE[A10, A11, A12]", "A13", "B1", "A14", "A15");
  }

  @Test
  void aMessageFoundBeforeItArrivesHereIsNotDeliveredAgain() {
    RecordingSubscriber other = new RecordingSubscriber();
    stream.subscribe(other, null);
    append("A", 12);
    stream.subscribe(reader, after(position("A", 10)));
    answer(0, 11, 12, 13, 14);

    append("A", 13);
    append("B", 1);
    append("A", 14, 15);
    append("B", 2);

    assertThat(reader.calls()).containsExactly("COMPLETE[A11, A12, A13, A14]", "B1", "A15", "B2");
    assertThat(other.calls())
        .containsExactly("NOT_ASKED[]", "A12", "A13", "B1", "A14", "A15", "B2");
  }

  @Test
  void aMessageFoundBeyondTheBufferIsDeliveredLive() {
    append("A", 12);
    stream.subscribe(reader, after(position("A", 10)));
    append("A", 13);
    answer(0, 11, 12, 13, 14);
    append("A", 14);

    assertThat(reader.calls()).containsExactly("COMPLETE[A11, A12]", "A13", "A14");
  }

  @Test
  void aMessageReadOnAnotherNodeIsNotDeliveredAgain() {
    RecordingSubscriber second = new RecordingSubscriber();
    append("A", 8);
    stream.subscribe(reader, after(position("A", 10)));
    stream.subscribe(second, after(position("A", 10)));
    append("A", 9);
    answer(0);
    append("A", 10);
    answer(1);
    append("A", 11);

    assertThat(reader.calls()).containsExactly("COMPLETE[]", "A11");
    assertThat(second.calls()).containsExactly("COMPLETE[]", "A11");
  }

  @Test
  void bufferedTransientMessagesAreDeliveredToo() {
    stream.subscribe(reader, after(position("A", 9)));
    stream.publish(Messages.transientPublication("gone"));
    answer(0, 10);

    assertThat(reader.calls()).containsExactly("COMPLETE[A10]", "gone");
  }

  @Test
  void missingHistoryIsReportedAndLiveMessagesFollow() {
    stream.subscribe(reader, after(position("A", 9)));
    append("A", 12);
    answers.get(0).complete(CatchUpResult.INCOMPLETE);
    append("A", 13);

    assertThat(reader.calls()).containsExactly("INCOMPLETE[]", "A12", "A13");
  }

  @Test
  void emptyHistoryThatIsCompleteIsReportedAsComplete() {
    stream.subscribe(reader, after(position("A", 9)));
    answer(0);
    append("A", 10);

    assertThat(reader.calls()).containsExactly("COMPLETE[]", "A10");
  }

  @Test
  void aFailedQueryCountsAsIncomplete() {
    stream.subscribe(reader, after(position("A", 9)));
    answers.get(0).completeExceptionally(new IllegalStateException("on purpose"));

    assertThat(reader.calls()).containsExactly("INCOMPLETE[]");
  }

  @Test
  void aRequestByTimeIsQueriedElsewhereIfAMessageMayBeMissingHere() {
    stream.lost();
    stream.restored();
    stream.subscribe(reader, Messages.since(7));
    answer(0, 4, 5);

    assertThat(asked).containsExactly("since 7");
    assertThat(reader.calls()).containsExactly("COMPLETE[A4, A5]");
  }

  @Test
  void anOverflowOfTheBufferIsReportedAsAGap() {
    stream.subscribe(reader, after(position("A", 9)));
    append("A", LongStream.rangeClosed(11, 1_511).toArray());
    answer(0, 10);

    assertThat(reader.calls()).hasSizeLessThan(1_000).startsWith("INCOMPLETE[]").endsWith("A1511");
  }

  @Test
  void aSubscriberCancelledDuringItsQueryIsNotCalled() {
    stream.subscribe(reader, after(position("A", 9))).cancel();
    answer(0, 10);
    append("A", 11);

    assertThat(reader.calls()).isEmpty();
    assertThat(stream.status().snapshot().readers()).isZero();
  }

  @Test
  void aSubscriberCancelledWhileItIsAheadIsNotCalledAnyMore() {
    StreamSubscription subscription = stream.subscribe(reader, after(position("A", 9)));
    answer(0, 10);
    subscription.cancel();
    append("A", 11);

    assertThat(reader.calls()).containsExactly("COMPLETE[A10]");
  }
}
