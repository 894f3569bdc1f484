package io.cablebridge.monitoring;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.cablebridge.health.HealthProblem;
import io.cablebridge.health.Readiness;
import io.cablebridge.time.Time;
import io.cablebridge.upstream.cable.CableCounters;
import io.cablebridge.upstream.cable.ConnectResult;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The last 200 incidents. Some parts add theirs; a health problem that begins or ends, and a minute
 * in which Rails has refused connections, become incidents here. One for the process; thread-safe.
 */
@Singleton
public final class Incidents {
  private static final int MAX_INCIDENTS = 200;
  private static final Duration CHECK_INTERVAL = Duration.ofSeconds(1);

  /** Refusals happen one by one all day; one line a minute is enough. */
  private static final Duration REFUSAL_INTERVAL = Duration.ofMinutes(1);

  private final Time time;

  @GuardedBy("this")
  private final Deque<Incident> newestFirst = new ArrayDeque<>();

  /** As of the last check; this and the next field belong to the timer thread. */
  private List<HealthProblem> problems = List.of();

  private long refused;

  @Inject
  public Incidents(Time time) {
    this.time = time;
  }

  public synchronized void add(Severity severity, String text) {
    if (newestFirst.size() == MAX_INCIDENTS) {
      newestFirst.removeLast();
    }
    newestFirst.addFirst(new Incident(time.now(), severity, text));
  }

  /** Newest first. */
  public synchronized List<Incident> last(int max) {
    return newestFirst.stream().limit(max).toList();
  }

  /** Records the start of the process, and starts to watch. */
  public void watch(Readiness readiness, CableCounters cable) {
    add(Severity.NOTE, "The bridge has started.");
    time.every(CHECK_INTERVAL, () -> compare(readiness.report().problems()));
    time.every(REFUSAL_INTERVAL, () -> compare(cable.connects().get(ConnectResult.REFUSED)));
  }

  private void compare(List<HealthProblem> current) {
    current.stream()
        .filter(problem -> !contains(problems, problem))
        .forEach(problem -> add(Severity.ALARM, problem.text()));
    problems.stream()
        .filter(problem -> !contains(current, problem))
        .forEach(problem -> add(Severity.NOTE, "Over: " + problem.text()));
    problems = current;
  }

  private void compare(long refusedNow) {
    long inMinute = refusedNow - refused;
    if (inMinute > 0) {
      add(Severity.WARNING, "Connections that Rails refused in a minute: " + inMinute + ".");
    }
    refused = refusedNow;
  }

  private static boolean contains(List<HealthProblem> problems, HealthProblem wanted) {
    return problems.stream().anyMatch(problem -> problem.reason().equals(wanted.reason()));
  }
}
