package io.cablebridge.e2e.session;

import io.cablebridge.e2e.client.SequenceCheck;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;

/**
 * When the connections of one client are cut: at random places of the row it receives. One thread.
 */
final class CutSchedule {

  private final Deque<Integer> places = new ArrayDeque<>();
  private final Random random;

  /** So many cuts, spread over the first nine tenths of the row. */
  CutSchedule(Random random, int cuts, int total) {
    this.random = random;
    random.ints(cuts, 1, total * 9 / 10).sorted().forEach(places::add);
  }

  /** Whether a cut should be made, now that the row has come so far. */
  boolean isDue(SequenceCheck row) {
    return !places.isEmpty() && row.last() >= places.peek();
  }

  /** After how many bytes of what comes next; none once nothing more will come. */
  int bytes(SequenceCheck row) {
    return row.isComplete() || random.nextInt(5) == 0 ? 0 : random.nextInt(3000);
  }

  void made() {
    places.remove();
  }

  boolean isDone() {
    return places.isEmpty();
  }
}
