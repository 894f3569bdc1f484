package io.cablebridge.session;

import io.cablebridge.session.delivery.CloseReason;
import io.cablebridge.time.Time;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Empties the process without a storm: from {@link #begin} on no session can be opened, and those
 * that live are told to go one after the other, evenly over a time, so that their clients come back
 * elsewhere at a pace that others can bear. The process stays, for its operator to end. There is no
 * way back but a restart. One for the process; thread-safe.
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

  /**
   * @param limit over which time the sessions are told, key {@code drain-timeout}; zero tells all
   *     at once
   */
  public Drain(SessionRegistry sessions, Time time, Duration limit) {
    this.sessions = sessions;
    this.time = time;
    this.limit = limit;
  }

  /** Takes over another time for a drain that has not begun. */
  public void adopt(Duration newer) {
    limit = newer;
  }

  /** Begins; later calls do nothing. */
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

  /** How far it has come; costs next to nothing. */
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
      tellListeners(sessions.size() - mayStay);
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
   * Somebody who is between two polls could not be told, and would lose what waits for him: he is
   * left for his next poll, or for the end.
   */
  private void tellListeners(long most) {
    long left = most;
    for (Session session : sessions.all()) {
      if (left <= 0) {
        return;
      }
      if (session.closeReason() == null && session.view().listeners() > 0) {
        session.close(CloseReason.SHUTTING_DOWN);
        left--;
      }
    }
  }
}
