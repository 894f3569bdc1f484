package io.cablebridge.monitoring;

import io.cablebridge.health.HealthProblem;
import io.cablebridge.health.Readiness;
import io.cablebridge.time.Time;
import io.cablebridge.upstream.cable.CableCounters;
import io.cablebridge.upstream.cable.ConnectResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Records an {@link Incident} when a health problem begins or ends, and once a minute when Rails
 * has refused connections. Started by {@link Monitoring}; all fields belong to the timer thread.
 */
public final class IncidentRecorder {
  private static final Duration CHECK_INTERVAL = Duration.ofSeconds(1);

  /** Refusals happen one by one all day; one line a minute is enough. */
  private static final Duration REFUSAL_INTERVAL = Duration.ofMinutes(1);

  private final Readiness readiness;
  private final CableCounters cable;
  private final Incidents incidents;
  private final Time time;
  private List<HealthProblem> previous = List.of();
  private long refused;

  public IncidentRecorder(
      Readiness readiness, CableCounters cable, Incidents incidents, Time time) {
    this.readiness = readiness;
    this.cable = cable;
    this.incidents = incidents;
    this.time = time;
  }

  /** Records the start of the process, and starts to watch. */
  public void start() {
    incidents.add(Severity.NOTE, "The bridge has started.");
    time.every(CHECK_INTERVAL, this::checkHealth);
    time.every(REFUSAL_INTERVAL, this::countRefusals);
  }

  private void checkHealth() {
    List<HealthProblem> current = readiness.report().problems();
    List<HealthProblem> begun = new ArrayList<>(current);
    begun.removeIf(problem -> contains(previous, problem));
    begun.forEach(problem -> incidents.add(Severity.ALARM, problem.text()));
    List<HealthProblem> over = new ArrayList<>(previous);
    over.removeIf(problem -> contains(current, problem));
    over.forEach(problem -> incidents.add(Severity.NOTE, "Over: " + problem.text()));
    previous = current;
  }

  private void countRefusals() {
    long now = cable.connects().get(ConnectResult.REFUSED);
    if (now > refused) {
      incidents.add(
          Severity.WARNING, "Connections that Rails refused in a minute: " + (now - refused) + ".");
    }
    refused = now;
  }

  private static boolean contains(List<HealthProblem> problems, HealthProblem wanted) {
    return problems.stream().anyMatch(problem -> problem.reason().equals(wanted.reason()));
  }
}
