package io.cablebridge.upstream.cable;

import io.cablebridge.time.Time;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the whole process from storming Rails: so many connects a second (zero: any number), so
 * many under way at once, first come first served. Its own monitor guards its state; connects are
 * begun outside of it.
 */
final class ConnectThrottle implements AutoCloseable {
  private static final long SECOND = 1_000_000_000L;

  /** More often than this no timer need wake us: what has become due by then begins together. */
  private static final long SHORTEST_WAIT = 1_000_000;

  private final int maxUnderWay;
  private final Time time;
  private final Deque<BooleanSupplier> waiting = new ArrayDeque<>();
  private int perSecond;
  private int underWay;

  /** Requests that had to wait for their second, and for others to get through. */
  private long delayedByPace;

  private long delayedByOthers;
  private boolean timed;

  /** What may begin, in parts: one connect is {@link #SECOND}, a nanosecond adds perSecond. */
  private long credit;

  private long creditedNanos;

  ConnectThrottle(int perSecond, int maxUnderWay, Time time) {
    this.perSecond = perSecond;
    this.maxUnderWay = maxUnderWay;
    this.time = time;
    this.credit = mostCredit();
    this.creditedNanos = time.nanos();
  }

  /**
   * One connect, and a twentieth of a second's worth more: as late may a timer be, and the pace is
   * kept.
   */
  private long mostCredit() {
    return SECOND + SECOND / 20 * perSecond;
  }

  /** Another pace, from now on. */
  void pace(int connectsPerSecond) {
    synchronized (this) {
      perSecond = connectsPerSecond;
      credit = Math.min(credit, mostCredit());
    }
    pump();
  }

  /**
   * Runs {@code connect} when its turn comes, perhaps at once. It returns whether it has begun one,
   * in which case {@link #done} must follow.
   */
  void request(BooleanSupplier connect) {
    synchronized (this) {
      waiting.add(connect);
    }
    pump();
    synchronized (this) {
      if (!waiting.isEmpty()) {
        if (underWay >= maxUnderWay) {
          delayedByOthers++;
        } else {
          delayedByPace++;
        }
      }
    }
  }

  /** A connect that was begun has come to an end, good or bad. */
  void done() {
    synchronized (this) {
      underWay--;
    }
    pump();
  }

  private void pump() {
    BooleanSupplier next = next();
    while (next != null) {
      if (!next.getAsBoolean()) {
        giveBack();
      }
      next = next();
    }
  }

  private synchronized @Nullable BooleanSupplier next() {
    if (waiting.isEmpty() || underWay >= maxUnderWay) {
      return null; // the next request, or the end of a connect, will pump
    }
    if (perSecond > 0) {
      earn();
      if (credit < SECOND) {
        pumpInTime();
        return null;
      }
      credit -= SECOND;
    }
    underWay++;
    return waiting.poll();
  }

  private void earn() {
    long now = time.nanos();
    // A second earns all that may be held, at any pace; more of them could overflow.
    long elapsed = Math.min(now - creditedNanos, SECOND);
    credit = Math.min(mostCredit(), credit + elapsed * perSecond);
    creditedNanos = now;
  }

  /** Comes back at the very moment when the next connect may begin. */
  private void pumpInTime() {
    if (!timed) {
      timed = true;
      long wait = (SECOND - credit + perSecond - 1) / perSecond;
      time.after(Duration.ofNanos(Math.max(wait, SHORTEST_WAIT)), this::pumpAgain);
    }
  }

  private void pumpAgain() {
    synchronized (this) {
      timed = false;
    }
    pump();
  }

  private synchronized void giveBack() {
    underWay--;
    credit += perSecond > 0 ? SECOND : 0;
  }

  /** How many have had to wait since the start because only so many may begin in a second. */
  synchronized long delayedByPace() {
    return delayedByPace;
  }

  /** How many have had to wait since the start because only so many may be under way. */
  synchronized long delayedByOthers() {
    return delayedByOthers;
  }

  /** How many are under way. */
  synchronized int underWay() {
    return underWay;
  }

  /** How many wait for their turn. */
  synchronized int waiting() {
    return waiting.size();
  }

  @Override
  public synchronized void close() {
    waiting.clear();
  }
}
