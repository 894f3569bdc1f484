package io.cablebridge.stream.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.protocol.JsonText;
import io.cablebridge.protocol.StreamPosition;
import io.cablebridge.stream.CatchUpResult;
import io.cablebridge.stream.StreamMessage;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What the history in Redis proves about a position, and what it does not. */
final class RemoteHistoryTest {

  /** An epoch whose newest offset is 9; it holds 7 to 9, one a second from second 107 on. */
  private static final RemoteHistory HISTORY =
      new RemoteHistory(at(9), 106, 106, 0, false, entries(7, 9));

  private static StreamPosition at(long offset) {
    return new StreamPosition(offset, "shared");
  }

  private static List<StreamMessage> entries(long from, long to) {
    return LongStream.rangeClosed(from, to)
        .mapToObj(n -> new StreamMessage("s", JsonText.of("" + n), at(n), null, null, 100 + n))
        .toList();
  }

  private static String text(CatchUpResult catchUp) {
    return catchUp.outcome()
        + " "
        + catchUp.missed().stream().map(message -> message.json().toString()).toList();
  }

  @Test
  void allAfterThePositionAreMissed() {
    assertThat(text(HISTORY.after(List.of(at(7))))).isEqualTo("COMPLETE [8, 9]");
  }

  @Test
  void theMessageAtThePositionNeedNotBeHeld() {
    assertThat(text(HISTORY.after(List.of(at(6))))).isEqualTo("COMPLETE [7, 8, 9]");
    assertThat(text(HISTORY.after(List.of(at(5))))).isEqualTo("INCOMPLETE []");
  }

  @Test
  void aClientAtTheNewestPositionMissesNothing() {
    assertThat(text(HISTORY.after(List.of(at(9))))).isEqualTo("COMPLETE []");
    RemoteHistory nothingHeld = new RemoteHistory(at(9), 109, 109, 0, false, List.of());
    assertThat(text(nothingHeld.after(List.of(at(9))))).isEqualTo("COMPLETE []");
    assertThat(text(nothingHeld.after(List.of(at(8))))).isEqualTo("INCOMPLETE []");
  }

  @Test
  void aPositionBeyondTheNewestProvesNothing() {
    assertThat(text(HISTORY.after(List.of(at(10))))).isEqualTo("INCOMPLETE []");
  }

  @Test
  void onlyThePositionOfRedisOwnEpochProvesAnything() {
    StreamPosition ofTheNode = new StreamPosition(40, "node");
    assertThat(text(HISTORY.after(List.of(ofTheNode, at(8))))).isEqualTo("COMPLETE [9]");
    assertThat(text(HISTORY.after(List.of(ofTheNode)))).isEqualTo("INCOMPLETE []");
    assertThat(text(HISTORY.after(List.of()))).isEqualTo("INCOMPLETE []");
  }

  @Test
  void aGapAmongTheEntriesIsReported() {
    List<StreamMessage> entries = List.of(entries(7, 7).get(0), entries(9, 9).get(0));
    assertThat(text(new RemoteHistory(at(9), 106, 106, 0, false, entries).after(List.of(at(6)))))
        .isEqualTo("INCOMPLETE []");
  }

  @Test
  void aStreamWithoutPublicationsProvesNothing() {
    RemoteHistory nothing = new RemoteHistory(at(0), 0, 0, 0, false, List.of());
    assertThat(text(nothing.after(List.of(at(1))))).isEqualTo("INCOMPLETE []");
    assertThat(text(nothing.since(1, true))).isEqualTo("INCOMPLETE []");
  }

  @Test
  void onAStreamOfRailsNothingIsProved() {
    assertThat(text(HISTORY.asMixed().after(List.of(at(9))))).isEqualTo("INCOMPLETE []");
    assertThat(text(HISTORY.asMixed().since(108, true))).isEqualTo("INCOMPLETE []");
  }

  @Test
  void theSecondOfTheRequestIsIncluded() {
    assertThat(text(HISTORY.since(108, true))).isEqualTo("COMPLETE [8, 9]");
    assertThat(text(HISTORY.since(107, true))).isEqualTo("COMPLETE [7, 8, 9]");
    assertThat(text(HISTORY.since(200, true))).isEqualTo("COMPLETE []");
  }

  @Test
  void aSecondOfWhichAMessageIsMissingIsRejected() {
    assertThat(text(HISTORY.since(106, true))).isEqualTo("INCOMPLETE []");
  }

  @Test
  void whatIsHeldIsEnoughForATimeBeforeTheBridgeUnlessSomethingWasRemovedOrLost() {
    RemoteHistory late = new RemoteHistory(at(9), 106, 104, 1_000, false, entries(7, 9));
    assertThat(text(late.since(106, true))).isEqualTo("COMPLETE [7, 8, 9]");
    assertThat(text(late.since(104, true))).isEqualTo("INCOMPLETE []");
    assertThat(text(late.since(106, false))).isEqualTo("INCOMPLETE []");
    assertThat(text(late.asMixed().since(108, true))).isEqualTo("COMPLETE [8, 9]");
    assertThat(text(late.asMixed().since(1_001, true))).isEqualTo("INCOMPLETE []");
  }
}
