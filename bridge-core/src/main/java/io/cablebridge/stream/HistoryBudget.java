package io.cablebridge.stream;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * What the pasts of all streams of the process may hold together, so that many streams cost
 * messages, which nobody is then told that he has, and not the heap. While it is used up what is
 * new is not kept; so that there is room for it, the pasts that reach back furthest are halved in
 * good time. One for the process; thread-safe.
 */
public final class HistoryBudget {
  /** What an entry costs beside bytes: itself, its position, its place, and the map of forms. */
  private static final int ENTRY = 400;

  private final long limit;
  private final AtomicLong held = new AtomicLong();
  private final LongAdder dropped = new LongAdder();

  /**
   * @param limit in bytes of heap
   */
  public HistoryBudget(long limit) {
    this.limit = limit;
  }

  /** A quarter of the heap, as the sessions have their third already. */
  public static HistoryBudget ofThisProcess() {
    return new HistoryBudget(Runtime.getRuntime().maxMemory() / 4);
  }

  /** Bytes of heap. */
  public long limit() {
    return limit;
  }

  /** Bytes of heap, by estimate. */
  public long held() {
    return held.get();
  }

  /** Messages that went for lack of memory, and not because their own stream had enough. */
  public long dropped() {
    return dropped.sum();
  }

  void add(StreamMessage message) {
    held.addAndGet(cost(1, message.json().held()));
  }

  void remove(StreamMessage message) {
    held.addAndGet(-cost(1, message.json().held()));
  }

  void countDropped() {
    dropped.increment();
  }

  boolean isExceeded() {
    return held.get() > limit;
  }

  /**
   * Halves the pasts that reach back furthest until an eighth is free: to be called once a second.
   *
   * @param now {@code Time.nanos}
   */
  public void makeRoom(Iterable<Stream> streams, long now) {
    long excess = held.get() - limit / 8 * 7;
    if (excess <= 0) {
      return;
    }
    List<Past> pasts = new ArrayList<>();
    for (Stream stream : streams) {
      Stream.Standing standing = stream.standing();
      StreamSnapshot snapshot = standing.snapshot();
      if (snapshot.held() > 0) {
        long cost = cost(snapshot.held(), snapshot.heldBytes());
        pasts.add(new Past(stream, now - standing.dueAt(), cost));
      }
    }
    pasts.sort(Comparator.comparingLong(Past::age).reversed());
    for (Past past : pasts) {
      if (excess <= 0) {
        return;
      }
      excess -= past.cost() / 2;
      past.stream().halve();
    }
  }

  /** All of it expires after the same time, so what is due first is the oldest. */
  private record Past(Stream stream, long age, long cost) {}

  /** Twice the bytes, as a message that is read is held in the form in which it is sent, too. */
  private static long cost(int messages, long bytes) {
    return 2 * bytes + (long) ENTRY * messages;
  }
}
