package io.cablebridge.upstream.cable;

import io.cablebridge.time.Time;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the whole process from storming Rails: so many connects a second, so many under way at
 * once, first come first served. Its own monitor guards its state; connects are begun outside of
 * it.
 */
final class ConnectPacer implements AutoCloseable {
  private static final Duration PUMP = Duration.ofMillis(20);
  private static final long SECOND = 1_000_000_000L;

  private final int perSecond;
  private final int maxUnderWay;
  private final Time time;
  private final Deque<BooleanSupplier> waiting = new ArrayDeque<>();
  private int underWay;
  private double tokens;
  private long filledNanos;
  private Time.@Nullable Cancellable pumping;

  ConnectPacer(int perSecond, int maxUnderWay, Time time) {
    this.perSecond = perSecond;
    this.maxUnderWay = maxUnderWay;
    this.time = time;
    this.tokens = burst();
    this.filledNanos = time.nanos();
  }

  /** A twentieth of a second's worth may go at once. */
  private double burst() {
    return Math.max(1, perSecond / 20.0);
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
    long now = time.nanos();
    tokens = Math.min(burst(), tokens + (double) (now - filledNanos) / SECOND * perSecond);
    filledNanos = now;
    boolean may = underWay < maxUnderWay && (perSecond == 0 || tokens >= 1);
    if (waiting.isEmpty() || !may) {
      if (!waiting.isEmpty() && pumping == null) {
        pumping = time.after(PUMP, this::pumpAgain);
      }
      return null;
    }
    tokens--;
    underWay++;
    return waiting.poll();
  }

  private void pumpAgain() {
    synchronized (this) {
      pumping = null;
    }
    pump();
  }

  private synchronized void giveBack() {
    underWay--;
    tokens++;
  }

  @Override
  public synchronized void close() {
    waiting.clear();
  }
}
