package io.cablebridge.session;

import io.cablebridge.protocol.CloseReason;
import io.cablebridge.time.Time;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends all sessions of the process without a storm. From {@link #begin} on no session can be
 * opened, and live ones are closed one after the other, evenly over a time, so that their clients
 * open sessions elsewhere at a rate that other processes can bear. The process stays, for its
 * operator to end; only a restart ends the drain. One for the process; thread-safe.
 */
public final class Drain {
  private static final Logger log = LoggerFactory.getLogger(Drain.class);
  private static final Duration STEP = Duration.ofMillis(250);
  private static final Duration BETWEEN_REPORTS = Duration.ofSeconds(5);

  private final SessionRegistry sessions;
  private final Time time;
  private final AtomicReference<@Nullable Begun> begun = new AtomicReference<>();
  private volatile Duration limit;

  private record Begun(long nanos, int sessions, Duration limit) {}

  /** The limit is the time over which the sessions are closed; zero closes all at once. */
  public Drain(SessionRegistry sessions, Time time, Duration limit) {
    this.sessions = sessions;
    this.time = time;
    this.limit = limit;
  }

  /** Replaces the time of a drain that has not begun. */
  public void reconfigure(Duration newer) {
    limit = newer;
  }

  /** Begins to drain; later calls have no effect. */
  public void begin() {
    sessions.refuseNew();
    Begun beginning = new Begun(time.nanos(), sessions.size(), limit);
    if (begun.compareAndSet(null, beginning)) {
      log.info(
          "draining begins sessions={} limit_seconds={}",
          beginning.sessions(),
          beginning.limit().toSeconds());
      time.after(STEP, () -> step(beginning, beginning.nanos()));
    }
  }

  public DrainProgress progress() {
    Begun beginning = begun.get();
    return beginning == null
        ? new DrainProgress(sessions.isClosing(), 0, sessions.size(), Duration.ZERO, limit)
        : new DrainProgress(
            true,
            beginning.sessions(),
            sessions.size(),
            Duration.ofNanos(time.nanos() - beginning.nanos()),
            beginning.limit());
  }

  private void step(Begun beginning, long reported) {
    long now = time.nanos();
    long elapsed = now - beginning.nanos();
    long whole = beginning.limit().toNanos();
    if (elapsed >= whole) {
      sessions.close();
    } else {
      long mayStay = (long) Math.ceil((double) beginning.sessions() * (whole - elapsed) / whole);
      closeListening(sessions.size() - mayStay);
    }
    int left = sessions.size();
    if (left == 0) {
      log.info("drained after_seconds={}; the process may be stopped", elapsed / 1_000_000_000);
      return;
    }
    boolean due = now - reported >= BETWEEN_REPORTS.toNanos();
    if (due) {
      log.info(
          "draining sessions_left={} of={} elapsed_seconds={} limit_seconds={}",
          left,
          beginning.sessions(),
          elapsed / 1_000_000_000,
          beginning.limit().toSeconds());
    }
    time.after(STEP, () -> step(beginning, due ? now : reported));
  }

  /**
   * Closes sessions that have a listener. A client between two polls would not receive the end of
   * its session, and would lose what waits for it: such a session stays until its next poll, or
   * until the end of the drain.
   */
  private void closeListening(long count) {
    sessions.all().stream()
        .filter(session -> session.closeReason() == null && session.view().listeners() > 0)
        .limit(Math.max(0, count))
        .forEach(session -> session.close(CloseReason.SHUTTING_DOWN));
  }
}
