package io.cablebridge.session.diagnostics;

import io.cablebridge.protocol.Transport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The last activities and frames of one session, for an operator who looks at it; no content of any
 * frame. One of each session, whose lock guards it.
 */
public final class SessionDiagnostics {
  private static final int MAX_ACTIVITIES = 32;
  private static final int MAX_FRAMES = 16;

  /** The index of each kind is its number in a {@link CompactEventLog}. */
  private static final List<ActivityKind> ACTIVITIES = List.of(ActivityKind.values());

  private static final List<FrameKind> FRAMES = List.of(FrameKind.values());

  private final CompactEventLog activities = new CompactEventLog(MAX_ACTIVITIES);
  private final CompactEventLog frames = new CompactEventLog(MAX_FRAMES);
  private final long openedNanos;
  private int stallMillis;
  private int gaps;
  private @Nullable DropCause lastDrop;

  /** Of a session opened at this moment; all moments are of {@code Time.nanos}. */
  public SessionDiagnostics(long openedNanos) {
    this.openedNanos = openedNanos;
  }

  public long age(long nanos) {
    return nanos - openedNanos;
  }

  public void note(ActivityKind what, long nanos) {
    note(what, nanos, 0);
  }

  private void note(ActivityKind what, long nanos, long amount) {
    activities.add(ACTIVITIES.indexOf(what), age(nanos), amount);
  }

  /** A listener has attached. Polls come all the time: only the first of a row takes a place. */
  public void attached(Transport transport, long nanos) {
    if (transport == Transport.SSE) {
      note(ActivityKind.STREAM_ATTACHED, nanos);
    } else if (!activities.lastWas(ACTIVITIES.indexOf(ActivityKind.POLLING))) {
      note(ActivityKind.POLLING, nanos);
    }
  }

  /** An attempt to connect to Rails has failed. All attempts of one outage take one place. */
  public void connectFailed(long nanos) {
    int away = ACTIVITIES.indexOf(ActivityKind.UPSTREAM_AWAY);
    if (!activities.countSince(away, ACTIVITIES.indexOf(ActivityKind.UPSTREAM_LOST))) {
      note(ActivityKind.UPSTREAM_AWAY, nanos, 1);
    }
  }

  public void frame(FrameKind kind, long nanos, int bytes) {
    frames.add(FRAMES.indexOf(kind), age(nanos), bytes);
  }

  public void gap(long nanos, long lost) {
    gaps++;
    note(ActivityKind.GAP, nanos, lost);
  }

  public void stalled(long nanos, long millis) {
    stallMillis = (int) Math.min(millis, Integer.MAX_VALUE);
    note(ActivityKind.WRITE_STALL, nanos, millis);
  }

  /** A write to the client has been in progress for this time. */
  public void stuck(long millis) {
    stallMillis = (int) Math.min(millis, Integer.MAX_VALUE);
  }

  /** Events were dropped. */
  public void dropped(DropCause cause) {
    lastDrop = cause;
  }

  /** Why events were dropped last; null if none were. */
  public @Nullable DropCause lastDrop() {
    return lastDrop;
  }

  public int gaps() {
    return gaps;
  }

  /** Duration of the last slow write, so far if it is in progress; zero without one. */
  public Duration lastStall() {
    return Duration.ofMillis(stallMillis);
  }

  /** Newest first, as are {@link #frames}; the session was opened at this instant. */
  public List<SessionDetail.Activity> timeline(Instant opened) {
    return activities.all().stream()
        .map(e -> activity(ACTIVITIES.get(e.kind()), opened.plusNanos(e.ageNanos()), e.amount()))
        .toList();
  }

  public List<SessionDetail.Frame> frames(Instant opened) {
    return frames.all().stream()
        .map(e -> frame(FRAMES.get(e.kind()), opened.plusNanos(e.ageNanos()), e.amount()))
        .toList();
  }

  private static SessionDetail.Activity activity(ActivityKind what, Instant at, long amount) {
    return new SessionDetail.Activity(at, what, what.detail(amount));
  }

  private static SessionDetail.Frame frame(FrameKind kind, Instant at, long bytes) {
    return new SessionDetail.Frame(at, kind, (int) bytes);
  }
}
