package io.cablebridge.upstream.cable;

import io.cablebridge.protocol.CloseReason;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * One session's connection to Rails as it comes and goes: its socket, what {@link Reachability}
 * counts of it, when it counts as lost, and when the next attempt begins. The pause before an
 * attempt doubles with each failure, from the smallest to the largest; half of it is random, so
 * that sessions do not reconnect in step. Part of a {@link CableUpstream}. The session's command
 * lock guards it, but for the times of frames. All moments are of {@code Time.nanos}.
 *
 * @param <S> the socket
 */
final class CableConnection<S> {
  /** Rails sends no frame. */
  private static final String STALE = "stale";

  /** Rails reads no command. */
  private static final String STALLED = "stalled";

  /** More doublings than any valid pause needs, and too few for an overflow. */
  private static final int MAX_DOUBLINGS = 20;

  private final CableClient client;
  private @Nullable S socket;
  private boolean welcomed;
  private boolean everWelcomed;
  private boolean closed;

  /** Whether the session needs a connection, and {@link Reachability} counts it. */
  private volatile boolean needed;

  /** Consecutive failures. */
  private int failures;

  /** When the attempt in progress began, or when the next one is due; 0 while none is. */
  private long attemptNanos;

  private volatile long lastFrameNanos;

  /** When Rails last read a command, or no command waited to be sent. */
  private volatile long lastReadNanos;

  CableConnection(CableClient client) {
    this.client = client;
  }

  /** The session needs a connection from now on; false if it already did, or has ended. */
  boolean need() {
    if (closed || needed) {
      return false;
    }
    needed = true;
    client.reachability().begun();
    return true;
  }

  /** Needs no lock. */
  boolean isNeeded() {
    return needed;
  }

  /** Begins an attempt with a new socket; false if the session has ended. */
  boolean begin(S next) {
    if (closed) {
      return false;
    }
    long now = client.time().nanos();
    socket = next;
    attemptNanos = now;
    lastFrameNanos = now;
    lastReadNanos = now;
    return true;
  }

  @Nullable S socket() {
    return socket;
  }

  /** Whether a report of this socket is up to date. */
  boolean uses(S reporting) {
    return reporting == socket && !closed;
  }

  boolean isWelcomed() {
    return welcomed;
  }

  boolean wasEverWelcomed() {
    return everWelcomed;
  }

  /** The process was paused until now, and has not read yet what came meanwhile. */
  void resumed(long now) {
    lastFrameNanos = now;
    lastReadNanos = now;
    if (socket != null) {
      attemptNanos = now;
    }
  }

  /** Any frame is a sign of life. */
  void received(long now) {
    lastFrameNanos = now;
  }

  /** Rails has taken a command from the socket. */
  void read(long now) {
    lastReadNanos = now;
  }

  /** Rails has sent its welcome. */
  void welcomed() {
    welcomed = true;
    everWelcomed = true;
    failures = 0;
    client.reachability().welcomed();
    client.counters().welcomes().record(lastFrameNanos - attemptNanos);
  }

  /** Rails refuses the session for good; the connection is closed next. */
  void refused(CloseReason reason) {
    if (welcomed) {
      client.counters().disconnected(reason.text());
    } else {
      client.reachability().refused();
    }
  }

  /**
   * The connection, or the attempt to connect, has failed; another attempt follows.
   *
   * @param sent false if the bridge itself could not send the handshake
   */
  void lost(String reason, boolean sent) {
    if (welcomed) {
      client.counters().disconnected(reason);
      client.reachability().lost();
    } else if (sent) {
      client.reachability().failed();
    } else {
      client.reachability().notSent();
    }
    ended();
    attemptNanos = client.time().nanos() + pauseNanos();
    failures++;
  }

  /** Rails has ended the welcomed connection, and no attempt follows before {@link #need}. */
  void dismissed(String reason) {
    client.counters().disconnected(reason);
    client.reachability().ended(true);
    needed = false;
    ended();
    failures = 0;
    attemptNanos = 0;
  }

  private void ended() {
    socket = null;
    welcomed = false;
  }

  /** The session has ended; returns the socket that is left. */
  @Nullable S close() {
    S left = socket;
    closed = true;
    attemptNanos = 0;
    if (needed) {
      needed = false;
      client.reachability().ended(welcomed);
    }
    ended();
    return left;
  }

  private long pauseNanos() {
    CableConfig config = client.config();
    long min = config.backoffMin().toNanos();
    long doubled = min << Math.min(failures, MAX_DOUBLINGS);
    long pause = Math.min(config.backoffMax().toNanos(), doubled);
    return pause / 2 + ThreadLocalRandom.current().nextLong(pause / 2 + 1);
  }

  /** Makes an attempt due at once, as if none had failed. */
  void retryNow() {
    failures = 0;
    attemptNanos = client.time().nanos();
  }

  /** Whether an attempt is due; true once. */
  boolean takeRetry(long now) {
    boolean due = socket == null && attemptNanos != 0 && now - attemptNanos >= 0;
    if (due) {
      attemptNanos = 0;
    }
    return due;
  }

  /**
   * Why the connection, welcomed or not, counts as lost; null while it does not.
   *
   * @param unsent whether commands wait to be sent
   */
  @Nullable String overdue(long now, boolean unsent) {
    if (socket == null) {
      return null;
    }
    CableConfig config = client.config();
    if (!welcomed) {
      return now - attemptNanos > config.connectTimeout().toNanos() ? STALE : null;
    }
    if (!unsent) {
      lastReadNanos = now;
    }
    long patience = config.staleAfter().toNanos();
    if (now - lastFrameNanos > patience) {
      return STALE;
    }
    return now - lastReadNanos > patience ? STALLED : null;
  }

  /** How long a welcomed connection has been silent; else zero. */
  long silentNanos(long now) {
    return welcomed ? Math.max(0, now - lastFrameNanos) : 0;
  }
}
