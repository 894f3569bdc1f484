package io.cablebridge.session.diagnostics;

import io.cablebridge.session.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What a session leaves for an operator who looks at it: its last happenings and frames, without
 * anything that was said. Part of one {@link Session}, whose lock guards it; ages are of the
 * session, in nanoseconds.
 */
public final class SessionTrace {
  private static final int HAPPENINGS = 32;
  private static final int FRAMES = 16;

  private final CompactEventLog happenings = new CompactEventLog(HAPPENINGS);
  private final CompactEventLog frames = new CompactEventLog(FRAMES);
  private int stallMillis;
  private int gaps;

  public void note(ActivityKind what, long age) {
    happenings.add(what.code(), age, 0);
  }

  /** Polls come all the time: only the first of a row is worth a place. */
  public void polling(long age) {
    if (!happenings.lastWas(ActivityKind.POLLING.code())) {
      note(ActivityKind.POLLING, age);
    }
  }

  public void frame(FrameKind kind, long age, int bytes) {
    frames.add(kind.code(), age, bytes);
  }

  public void gap(long age, long lost) {
    gaps++;
    happenings.add(ActivityKind.GAP.code(), age, lost);
  }

  /** A write took long. */
  public void stalled(long age, long millis) {
    stallMillis = (int) Math.min(millis, Integer.MAX_VALUE);
    happenings.add(ActivityKind.WRITE_STALL.code(), age, millis);
  }

  public int gaps() {
    return gaps;
  }

  /** How long the last slow write took; zero if none did. */
  public Duration lastStall() {
    return Duration.ofMillis(stallMillis);
  }

  /**
   * @param born when the session was opened
   */
  public List<TimelineEntry> timeline(Instant born) {
    return happenings.all().stream()
        .map(
            entry -> {
              ActivityKind what = ActivityKind.of(entry.kind());
              return new TimelineEntry(
                  born.plusNanos(entry.ageNanos()), what.text(), what.detail(entry.amount()));
            })
        .toList();
  }

  /**
   * @param born when the session was opened
   */
  public List<FrameSnapshot> frames(Instant born) {
    return frames.all().stream()
        .map(
            entry -> {
              FrameKind kind = FrameKind.of(entry.kind());
              return new FrameSnapshot(
                  born.plusNanos(entry.ageNanos()),
                  kind.direction(),
                  kind.type(),
                  (int) entry.amount());
            })
        .toList();
  }
}
