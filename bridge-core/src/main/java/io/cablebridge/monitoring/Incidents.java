package io.cablebridge.monitoring;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.cablebridge.time.Time;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last 200 incidents. One for the process; thread-safe. */
@Singleton
public final class Incidents {
  private static final int MAX_INCIDENTS = 200;

  private final Time time;

  @GuardedBy("this")
  private final Deque<Incident> newestFirst = new ArrayDeque<>();

  @Inject
  public Incidents(Time time) {
    this.time = time;
  }

  /** Records an incident that happens now. */
  public synchronized void add(Severity severity, String text) {
    if (newestFirst.size() == MAX_INCIDENTS) {
      newestFirst.removeLast();
    }
    newestFirst.addFirst(new Incident(time.now(), severity, text));
  }

  /** The newest ones, newest first. */
  public synchronized List<Incident> last(int max) {
    return newestFirst.stream().limit(max).toList();
  }
}
