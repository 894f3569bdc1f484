package io.cablebridge.monitoring;

import io.cablebridge.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last two hundred incidents. One for the process; thread-safe, its monitor guards them. */
public final class Incidents {
  private static final int MOST = 200;

  private final Time time;
  private final Deque<Incident> newestFirst = new ArrayDeque<>();

  public Incidents(Time time) {
    this.time = time;
  }

  /** Remembers one that happens now. */
  public synchronized void add(String severity, String text) {
    if (newestFirst.size() == MOST) {
      newestFirst.removeLast();
    }
    Instant now = Instant.EPOCH.plus(Duration.ofNanos(time.wallNanos()));
    newestFirst.addFirst(new Incident(now, severity, text));
  }

  /** Newest first. */
  public synchronized List<Incident> last(int most) {
    return newestFirst.stream().limit(most).toList();
  }
}
