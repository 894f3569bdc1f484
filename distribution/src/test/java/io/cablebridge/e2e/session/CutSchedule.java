package io.cablebridge.e2e.session;

import io.cablebridge.e2e.client.SequenceCheck;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;

/**
 * The points at which one client's connections are cut: random message numbers. Used by one thread.
 */
final class CutSchedule {

  private final Deque<Integer> places = new ArrayDeque<>();
  private final Random random;

  /** Spreads the cuts over the first nine tenths of the messages. */
  CutSchedule(Random random, int cuts, int total) {
    this.random = random;
    random.ints(cuts, 1, total * 9 / 10).sorted().forEach(places::add);
  }

  /** Whether a cut is due at the last received number. */
  boolean isDue(SequenceCheck check) {
    return !places.isEmpty() && check.last() >= places.peek();
  }

  /** The number of bytes to read before the cut; zero when no more messages will come. */
  int bytes(SequenceCheck check) {
    return check.isComplete() || random.nextInt(5) == 0 ? 0 : random.nextInt(3000);
  }

  void made() {
    places.remove();
  }

  boolean isDone() {
    return places.isEmpty();
  }
}
