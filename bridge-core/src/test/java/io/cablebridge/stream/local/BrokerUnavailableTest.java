package io.cablebridge.stream.local;

import static io.cablebridge.stream.Messages.CHAT;
import static io.cablebridge.stream.Messages.after;
import static io.cablebridge.stream.Messages.at;
import static io.cablebridge.stream.Messages.position;
import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.protocol.StreamPosition;
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

/** The server of a stream's broker becomes unavailable and returns. */
final class BrokerUnavailableTest {
  private final List<List<StreamPosition>> asked = new ArrayList<>();
  private final List<CompletableFuture<CatchUpResult>> answers = new ArrayList<>();
  private final HistorySource elsewhere =
      query -> {
        asked.add(query.read());
        answers.add(new CompletableFuture<>());
        return answers.get(answers.size() - 1);
      };

  private final LocalStream stream =
      new LocalStream(
          CHAT, Messages.DEFAULTS, Messages.AMPLE, Runnable::run, new FakeTime(), elsewhere);
  private final RecordingSubscriber reader = new RecordingSubscriber();

  private void append(long... offsets) {
    LongStream.of(offsets).forEach(offset -> stream.append(at("A", offset)));
  }

  private void answer(int index, long... offsets) {
    answers
        .get(index)
        .complete(
            CatchUpResult.complete(LongStream.of(offsets).mapToObj(o -> at("A", o)).toList()));
  }

  @Test
  void aMessageThatCannotBeDeliveredIsALossNowAndInALaterCatchUp() {
    stream.subscribe(reader, null);
    append(1);
    stream.missed();
    append(2);
    assertThat(reader.calls()).containsExactly("NOT_ASKED[]", "A1", "lost", "INCOMPLETE[]", "A2");
    RecordingSubscriber back = new RecordingSubscriber();
    stream.subscribe(back, after(position("A", 1)));
    answers.get(0).complete(CatchUpResult.INCOMPLETE);
    assertThat(back.calls()).containsExactly("INCOMPLETE[]");
  }

  @Test
  void subscribersAreNotifiedOnceAndReceiveWhatTheyMissedAfterwards() {
    RecordingSubscriber second = new RecordingSubscriber();
    stream.subscribe(reader, null);
    stream.subscribe(second, null);
    append(1, 2);

    stream.lost();
    stream.lost();
    stream.restored();
    stream.restored();
    append(5);
    answer(0, 3, 4, 5);
    append(6);

    assertThat(asked).containsExactly(List.of(position("A", 2)));
    assertThat(reader.calls())
        .containsExactly("NOT_ASKED[]", "A1", "A2", "lost", "COMPLETE[A3, A4]", "A5", "A6");
    assertThat(second.calls()).isEqualTo(reader.calls());
  }

  @Test
  void aSubscriberThatComesDuringAnOutageWaits() {
    stream.lost();
    stream.subscribe(reader, null);
    assertThat(reader.calls()).isEmpty();

    stream.restored();
    append(1);

    assertThat(reader.calls()).containsExactly("NOT_ASKED[]", "A1");
  }

  @Test
  void aSubscriberThatComesDuringAnOutageQueriesItsOwnHistory() {
    append(1, 2, 3);
    stream.lost();
    stream.subscribe(reader, after(position("A", 1)));
    assertThat(asked).isEmpty();

    stream.restored();
    assertThat(asked).containsExactly(List.of(position("A", 1)));
    answer(0, 2, 3, 4);

    assertThat(reader.calls()).containsExactly("COMPLETE[A2, A3, A4]");
  }

  @Test
  void historyFromBeforeAnOutageProvesNothingAfterwards() {
    append(1, 2, 3);
    stream.lost();
    stream.restored();
    stream.subscribe(reader, after(position("A", 2)));
    answers.get(0).complete(CatchUpResult.INCOMPLETE);

    assertThat(reader.calls()).containsExactly("INCOMPLETE[]");
  }

  @Test
  void anInterruptedCatchUpIsRepeatedAndItsOldAnswerIgnored() {
    stream.subscribe(reader, after(position("A", 1)));
    append(3);
    stream.lost();
    answer(0, 2, 3);
    assertThat(reader.calls()).isEmpty();

    stream.restored();
    append(5);
    answer(1, 2, 3, 4);

    assertThat(asked).containsExactly(List.of(position("A", 1)), List.of(position("A", 1)));
    assertThat(reader.calls()).containsExactly("COMPLETE[A2, A3, A4]", "A5");
  }

  @Test
  void aGroupThatIsAheadResumesFromItsOwnPosition() {
    append(1);
    stream.publish(Messages.publication("mine"));
    stream.subscribe(reader, after(position("A", 0)));
    stream.subscribe(new RecordingSubscriber(), null);
    RecordingSubscriber ahead = new RecordingSubscriber();
    stream.subscribe(ahead, after(position("old", 1)));
    answers.get(0).complete(CatchUpResult.complete(List.of(at("A", 1), at("A", 2), at("A", 3))));

    stream.lost();
    stream.restored();
    answers.get(1).complete(CatchUpResult.complete(List.of(at("A", 4))));
    answers.get(2).complete(CatchUpResult.complete(List.of(at("A", 2), at("A", 3), at("A", 4))));

    assertThat(asked.get(1)).contains(position("A", 3)).doesNotContain(position("A", 1));
    assertThat(asked.get(2)).contains(position("A", 1));
    assertThat(ahead.calls()).containsExactly("COMPLETE[A1, A2, A3]", "lost", "COMPLETE[A4]");
    assertThat(reader.calls())
        .containsExactly("COMPLETE[A1, mine]", "lost", "COMPLETE[A2, A3, A4]");
  }

  @Test
  void aSecondLossBeforeTheCatchUpIsNotReported() {
    stream.subscribe(reader, null);
    append(1);
    stream.lost();
    stream.restored();
    stream.lost();
    stream.restored();
    answer(0, 2);
    answer(1, 2, 3);

    assertThat(reader.calls()).containsExactly("NOT_ASKED[]", "A1", "lost", "COMPLETE[A2, A3]");
  }

  @Test
  void aSubscriberMayLeaveDuringAnOutage() {
    StreamSubscription subscription = stream.subscribe(reader, null);
    stream.lost();
    subscription.cancel();
    stream.restored();
    append(1);

    assertThat(reader.calls()).containsExactly("NOT_ASKED[]", "lost");
    assertThat(asked).isEmpty();
    assertThat(stream.status().snapshot().readers()).isZero();
  }
}
