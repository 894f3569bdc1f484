package io.cablebridge.stream.catchup;

import static io.cablebridge.stream.Messages.at;
import static io.cablebridge.stream.Messages.limit;
import static io.cablebridge.stream.Messages.message;
import static io.cablebridge.stream.Messages.position;
import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.stream.CatchUpResult;
import io.cablebridge.stream.Messages;
import io.cablebridge.stream.RecordingSubscriber;
import io.cablebridge.stream.StreamConfig;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What can be proved about a stream's history, with one epoch and with two. */
final class StreamHistoryTest {
  private static final long SECOND = 1_000_000_000L;

  private StreamHistory history = new StreamHistory(limit(3), Messages.AMPLE);

  private void append(String epoch, long... offsets) {
    for (long offset : offsets) {
      history.append(at(epoch, offset), 0);
    }
  }

  private List<String> after(String epoch, long offset) {
    CatchUpResult catchUp = history.after(position(epoch, offset));
    return catchUp.outcome() == CatchUpResult.Outcome.COMPLETE
        ? RecordingSubscriber.texts(catchUp.missed())
        : List.of("rejected");
  }

  private List<String> since(long seconds) {
    CatchUpResult catchUp = history.since(seconds);
    return catchUp.outcome() == CatchUpResult.Outcome.COMPLETE
        ? RecordingSubscriber.texts(catchUp.missed())
        : List.of("rejected");
  }

  @Test
  void givesAllMessagesAfterOneThatIsHeld() {
    append("A", 1, 2, 3);

    assertThat(after("A", 1)).containsExactly("A2", "A3");
    assertThat(after("A", 2)).containsExactly("A3");
    assertThat(after("A", 3)).isEmpty();
  }

  @Test
  void acceptsAPositionWhoseNextMessageIsHeld() {
    append("A", 1, 2, 3, 4);

    assertThat(after("A", 1)).containsExactly("A2", "A3", "A4");
  }

  @Test
  void rejectsAPositionBeforeADroppedMessage() {
    append("A", 1, 2, 3, 4, 5);

    assertThat(after("A", 1)).containsExactly("rejected");
  }

  @Test
  void acceptsTheNewestPositionEvenIfNothingIsHeld() {
    history.append(at("A", 1), 0);
    history.append(at("A", 2), 0);
    history.expire(Duration.ofMinutes(5).toNanos());

    assertThat(history.held()).isZero();
    assertThat(after("A", 2)).isEmpty();
    assertThat(after("A", 1)).containsExactly("rejected");
  }

  @Test
  void acceptsTheNewestPositionEvenIfNothingIsEverKept() {
    history = new StreamHistory(limit(0), Messages.AMPLE);
    append("A", 1, 2);

    assertThat(history.held()).isZero();
    assertThat(after("A", 2)).isEmpty();
    assertThat(after("A", 1)).containsExactly("rejected");
  }

  @Test
  void keepsNothingForAnAgeOfZero() {
    history = new StreamHistory(new StreamConfig(3, 100, Duration.ZERO), Messages.AMPLE);
    append("A", 1, 2);

    assertThat(history.held()).isZero();
    assertThat(history.bytes()).isZero();
    assertThat(after("A", 2)).isEmpty();
  }

  @Test
  void rejectsAnotherEpochAndAnOffsetBeyondTheNewest() {
    append("A", 1, 2, 3);

    assertThat(after("B", 2)).containsExactly("rejected");
    assertThat(after("A", 4)).containsExactly("rejected");
  }

  @Test
  void rejectsAnyPositionBeforeTheFirstMessage() {
    assertThat(after("A", 0)).containsExactly("rejected");
    assertThat(after("A", 1)).containsExactly("rejected");
  }

  @Test
  void anEpochJoinedMidwayProvesWhatFollowsItsFirstMessage() {
    append("A", 58, 59);

    assertThat(after("A", 57)).containsExactly("A58", "A59");
    assertThat(after("A", 56)).containsExactly("rejected");
  }

  @Test
  void theRecordedPositionOfAnEpochHasMissedNothing() {
    history.advanceTo(position("A", 57));

    assertThat(after("A", 57)).isEmpty();
    assertThat(after("A", 58)).containsExactly("rejected");
    assertThat(history.newest()).containsExactly(position("A", 57));
    append("A", 58);
    assertThat(after("A", 57)).containsExactly("A58");
  }

  @Test
  void skippedOffsetsAreAGap() {
    append("A", 1, 2, 4);

    assertThat(after("A", 2)).containsExactly("rejected");
    assertThat(after("A", 1)).containsExactly("rejected");
    assertThat(after("A", 4)).isEmpty();
    assertThat(since(1_000)).containsExactly("rejected");
    assertThat(since(1_001)).isEmpty();
  }

  @Test
  void acceptsNoMessageTwice() {
    append("A", 1, 2);

    assertThat(history.append(at("A", 2), 0)).isFalse();
    assertThat(history.append(at("A", 1), 0)).isFalse();
    assertThat(history.append(at("A", 3), 0)).isTrue();
    assertThat(after("A", 1)).containsExactly("A2", "A3");
  }

  @Test
  void twoEpochsAreReplayedInTheOrderOfDelivery() {
    history = new StreamHistory(limit(100), Messages.AMPLE);
    append("A", 7);
    append("B", 1);
    append("A", 8);
    append("B", 2, 3);

    assertThat(after("A", 7)).containsExactly("B1", "A8", "B2", "B3");
    assertThat(after("B", 1)).containsExactly("A8", "B2", "B3");
    assertThat(after("A", 8)).containsExactly("B2", "B3");
    assertThat(after("B", 3)).isEmpty();
  }

  @Test
  void rejectsAPositionBeforeADroppedMessageOfTheOtherEpoch() {
    append("A", 7);
    append("B", 1);
    append("A", 8, 9, 10);

    assertThat(after("A", 7)).containsExactly("rejected");
    assertThat(after("B", 1)).containsExactly("A8", "A9", "A10");
  }

  @Test
  void rejectsTheNewestPositionOfAnEpochOnceAMessageAfterItIsDropped() {
    append("A", 7);
    append("B", 1, 2, 3);
    assertThat(after("A", 7)).containsExactly("B1", "B2", "B3");

    append("B", 4);
    assertThat(after("A", 7)).containsExactly("rejected");
  }

  @Test
  void noCatchUpSpansAGap() {
    append("A", 1, 2);
    history.recordGap(1_000);
    assertThat(after("A", 2)).containsExactly("rejected");

    append("A", 3);
    assertThat(after("A", 2)).containsExactly("rejected");
    assertThat(after("A", 3)).isEmpty();

    append("A", 4);
    assertThat(after("A", 3)).containsExactly("A4");
    assertThat(after("A", 1)).containsExactly("rejected");
  }

  @Test
  void findsAMessageAmongManyOfTheOtherEpoch() {
    history = new StreamHistory(limit(1_000), Messages.AMPLE);
    append("A", 1);
    for (long offset = 1; offset <= 200; offset++) {
      append("B", offset);
    }
    append("A", 2, 3);

    assertThat(after("A", 1)).hasSize(202).startsWith("B1").endsWith("B200", "A2", "A3");
    assertThat(after("B", 199)).containsExactly("B200", "A2", "A3");
  }

  @Test
  void dropsTheOldestBeyondTheLimitOfBytes() {
    history = new StreamHistory(new StreamConfig(100, 10, Duration.ofMinutes(5)), Messages.AMPLE);
    history.append(message("12345", position("A", 1), 1), 0);
    history.append(message("12345", position("A", 2), 1), 0);
    assertThat(history.held()).isEqualTo(2);
    assertThat(history.bytes()).isEqualTo(10);

    history.append(message("1", position("A", 3), 1), 0);
    assertThat(history.held()).isEqualTo(2);
    assertThat(history.bytes()).isEqualTo(6);

    history.append(message("larger than all", position("A", 4), 1), 0);
    assertThat(history.held()).isZero();
    assertThat(history.bytes()).isZero();
    assertThat(after("A", 3)).containsExactly("rejected");
    assertThat(after("A", 4)).isEmpty();
  }

  @Test
  void dropsOldMessagesByAClockThatMayOverflow() {
    history = new StreamHistory(new StreamConfig(3, 100, Duration.ofSeconds(2)), Messages.AMPLE);
    long start = Long.MAX_VALUE - SECOND;
    history.append(at("A", 1), start);
    history.append(at("A", 2), start + SECOND);

    history.expire(start + 2 * SECOND - 1);
    assertThat(history.held()).isEqualTo(2);
    history.expire(start + 2 * SECOND);
    assertThat(history.held()).isEqualTo(1);
    assertThat(after("A", 1)).containsExactly("A2");
  }

  @Test
  void givesAllMessagesSinceASecond() {
    history.append(at("A", 1, 10), 0);
    history.append(at("A", 2, 11), 0);
    history.append(at("B", 1, 12), 0);

    assertThat(since(1)).containsExactly("A1", "A2", "B1");
    assertThat(since(11)).containsExactly("A2", "B1");
    assertThat(since(13)).isEmpty();
  }

  @Test
  void rejectsASecondOfWhichAMessageWasDropped() {
    history.append(at("A", 1, 10), 0);
    history.append(at("A", 2, 11), 0);
    history.append(at("A", 3, 12), 0);
    history.append(at("A", 4, 13), 0);

    assertThat(since(10)).containsExactly("rejected");
    assertThat(since(11)).containsExactly("A2", "A3", "A4");
  }

  @Test
  void rejectsASecondInWhichAMessageMayHaveBeenMissed() {
    history.append(at("A", 1, 10), 0);
    history.recordGap(12);
    history.append(at("A", 2, 13), 0);

    assertThat(since(10)).containsExactly("rejected");
    assertThat(since(12)).containsExactly("rejected");
    assertThat(since(13)).containsExactly("A2");
  }

  @Test
  void aStreamWithoutMessagesHasACompleteAndEmptyHistoryByTime() {
    assertThat(since(1)).isEmpty();
  }
}
