package io.cablebridge.bounded;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** All bounds in bytes fit the heap together. */
class HeapShareTest {
  /** The default heap without one survivor space, which is never in use. */
  private static final long DEFAULT_HEAP = 246L << 20;

  /** What the program itself needs, at most. */
  private static final long PROGRAM = 24L << 20;

  /** Beyond this part of the heap {@code memory_short} refuses new sessions. */
  private static final double SHORT = 0.9;

  @Test
  void allFullSharesAndTheProgramLeaveTheBridgeReady() {
    // The backlogs may exceed theirs by a quarter for a moment.
    long all = HeapShare.sumOf(DEFAULT_HEAP) + HeapShare.BACKLOGS.of(DEFAULT_HEAP) / 4;
    assertThat(all + PROGRAM).isLessThan((long) (DEFAULT_HEAP * SHORT));
  }

  @Test
  void theSharesLeaveAFifthOfWhatTheProgramDoesNotNeedAtAnyHeap() {
    for (long heap : new long[] {32L << 20, 64L << 20, DEFAULT_HEAP, 4L << 30}) {
      long usable = heap - Math.min(PROGRAM, heap / 2);
      assertThat(HeapShare.sumOf(heap)).isBetween(usable / 100 * 79, usable / 100 * 80);
    }
  }

  @Test
  void theConnectionsOfAllSessionsThatPollFitTheirShare() {
    assertThat(HeapShare.CONNECTIONS.of(DEFAULT_HEAP) / 4096).isGreaterThan(10_000);
  }

  @Test
  void eachShareHasALimitOfItsOwn() {
    assertThat(HeapShare.values()).extracting(HeapShare::key).doesNotHaveDuplicates();
    assertThat(HeapShare.values()).allMatch(share -> HeapShare.isKey(share.key()));
    assertThat(HeapShare.STREAMS.key()).isEqualTo("CABLE_BRIDGE_HEAP (streams)");
    assertThat(HeapShare.isKey("session.max-sessions")).isFalse();
  }
}
