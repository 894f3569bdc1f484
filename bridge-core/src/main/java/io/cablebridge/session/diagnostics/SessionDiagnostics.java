package io.cablebridge.session.diagnostics;

import io.cablebridge.protocol.Transport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The last activities and frames of one session, for an operator who looks at it; no content of any
 * frame. One of each session, whose lock guards it.
 */
public final class SessionDiagnostics {
  private static final int MAX_ACTIVITIES = 32;
  private static final int MAX_FRAMES = 16;

  private final CompactEventLog activities = new CompactEventLog(MAX_ACTIVITIES);
  private final CompactEventLog frames = new CompactEventLog(MAX_FRAMES);
  private final long openedNanos;
  private int stallMillis;
  private int gaps;

  /**
   * @param openedNanos when the session was opened; this and all moments are of {@code Time.nanos}
   */
  public SessionDiagnostics(long openedNanos) {
    this.openedNanos = openedNanos;
  }

  /** The age of the session in nanoseconds. */
  public long age(long nanos) {
    return nanos - openedNanos;
  }

  public void note(ActivityKind what, long nanos) {
    activities.add(what.code(), age(nanos), 0);
  }

  /** A listener has attached. Polls come all the time: only the first of a row takes a place. */
  public void attached(Transport transport, long nanos) {
    if (transport == Transport.SSE) {
      note(ActivityKind.STREAM_ATTACHED, nanos);
    } else if (!activities.lastWas(ActivityKind.POLLING.code())) {
      note(ActivityKind.POLLING, nanos);
    }
  }

  public void frame(FrameKind kind, long nanos, int bytes) {
    frames.add(kind.code(), age(nanos), bytes);
  }

  /** A delivery has reported lost events. */
  public void gap(long nanos, long lost) {
    gaps++;
    activities.add(ActivityKind.GAP.code(), age(nanos), lost);
  }

  /** A write to the client was slow. */
  public void stalled(long nanos, long millis) {
    stallMillis = (int) Math.min(millis, Integer.MAX_VALUE);
    activities.add(ActivityKind.WRITE_STALL.code(), age(nanos), millis);
  }

  public int gaps() {
    return gaps;
  }

  /** Duration of the last slow write; zero without one. */
  public Duration lastStall() {
    return Duration.ofMillis(stallMillis);
  }

  /** The last activities, oldest first; the session was opened at this instant. */
  public List<TimelineEntry> timeline(Instant opened) {
    return activities.all().stream()
        .map(
            entry -> {
              ActivityKind what = ActivityKind.of(entry.kind());
              return new TimelineEntry(
                  opened.plusNanos(entry.ageNanos()), what.text(), what.detail(entry.amount()));
            })
        .toList();
  }

  /** The last frames, oldest first; the session was opened at this instant. */
  public List<FrameSnapshot> frames(Instant opened) {
    return frames.all().stream()
        .map(
            entry -> {
              FrameKind kind = FrameKind.of(entry.kind());
              return new FrameSnapshot(
                  opened.plusNanos(entry.ageNanos()),
                  kind.direction(),
                  kind.type(),
                  (int) entry.amount());
            })
        .toList();
  }
}
