package io.cablebridge.upstream.cable;

import java.util.concurrent.ThreadLocalRandom;

/**
 * When one session's connection to Rails counts as lost, and when the next attempt begins. The
 * pause before an attempt doubles with each failure, from the smallest to the largest; half of it
 * is random, so that sessions do not reconnect in step. Part of a {@link CableUpstream}. The
 * session's command lock guards it, but for the time of the last frame. All moments are of {@code
 * Time.nanos}.
 */
final class ConnectionDeadlines {
  /** More doublings than any valid pause needs, and too few for an overflow. */
  private static final int MAX_DOUBLINGS = 20;

  /** Consecutive failures. */
  private int failures;

  /** When the next attempt is due; 0 while none is. */
  private long retryNanos;

  private long connectNanos;

  private volatile long lastFrameNanos;

  void connecting(long now) {
    connectNanos = now;
    lastFrameNanos = now;
  }

  /** Any frame is a sign of life. */
  void received(long now) {
    lastFrameNanos = now;
  }

  /** Rails has sent its welcome; returns the time since the attempt began. */
  long welcomed() {
    failures = 0;
    return lastFrameNanos - connectNanos;
  }

  void lost(long now, CableConfig config) {
    long doubled = config.backoffMin().toNanos() << Math.min(failures, MAX_DOUBLINGS);
    long pause = Math.min(config.backoffMax().toNanos(), doubled);
    retryNanos = now + pause / 2 + ThreadLocalRandom.current().nextLong(pause / 2 + 1);
    failures++;
  }

  /** Makes an attempt due at once, as if none had failed. */
  void retryAt(long now) {
    failures = 0;
    retryNanos = now;
  }

  /** Whether an attempt is due; true once. */
  boolean takeRetry(long now) {
    boolean due = retryNanos != 0 && now - retryNanos >= 0;
    if (due) {
      retryNanos = 0;
    }
    return due;
  }

  /** Whether a connection, welcomed or not, has been silent for too long. */
  boolean isOverdue(boolean welcomed, long now, CableConfig config) {
    return welcomed
        ? now - lastFrameNanos > config.staleAfter().toNanos()
        : now - connectNanos > config.connectTimeout().toNanos();
  }

  long silentNanos(long now) {
    return Math.max(0, now - lastFrameNanos);
  }
}
