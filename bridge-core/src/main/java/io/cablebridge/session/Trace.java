package io.cablebridge.session;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What a session leaves for an operator who looks at it: its last happenings and frames, without
 * anything that was said. Part of one {@link Session}, whose lock guards it; ages are of the
 * session, in nanoseconds.
 */
final class Trace {
  private static final int HAPPENINGS = 32;
  private static final int FRAMES = 16;

  private final Chronicle happenings = new Chronicle(HAPPENINGS);
  private final Chronicle frames = new Chronicle(FRAMES);
  private int stallMillis;
  private int gaps;

  void note(Happening what, long age) {
    happenings.add(what.code(), age, 0);
  }

  /** Polls come all the time: only the first of a row is worth a place. */
  void polling(long age) {
    if (!happenings.lastWas(Happening.POLLING.code())) {
      note(Happening.POLLING, age);
    }
  }

  void frame(FrameKind kind, long age, int bytes) {
    frames.add(kind.code(), age, bytes);
  }

  void gap(long age, long lost) {
    gaps++;
    happenings.add(Happening.GAP.code(), age, lost);
  }

  /** A write took long. */
  void stalled(long age, long millis) {
    stallMillis = (int) Math.min(millis, Integer.MAX_VALUE);
    happenings.add(Happening.WRITE_STALL.code(), age, millis);
  }

  int gaps() {
    return gaps;
  }

  /** How long the last slow write took; zero if none did. */
  Duration lastStall() {
    return Duration.ofMillis(stallMillis);
  }

  /**
   * @param born when the session was opened
   */
  List<TimelineEntry> timeline(Instant born) {
    return happenings.all().stream()
        .map(
            entry -> {
              Happening what = Happening.of(entry.kind());
              return new TimelineEntry(
                  born.plusNanos(entry.ageNanos()), what.text(), what.detail(entry.amount()));
            })
        .toList();
  }

  /**
   * @param born when the session was opened
   */
  List<FrameSnapshot> frames(Instant born) {
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
