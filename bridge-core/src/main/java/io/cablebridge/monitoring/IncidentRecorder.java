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
 * Turns problems that begin and end, and the connections that Rails refuses, into {@link
 * Incidents}. One for the process; everything happens in its timer's tasks.
 */
public final class IncidentRecorder {
  private static final Duration EVERY = Duration.ofSeconds(1);

  /** Refusals come one by one all day; more than one line of them a minute says nothing more. */
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final Readiness readiness;
  private final CableCounters cable;
  private final Incidents incidents;
  private final Time time;
  private List<HealthProblem> known = List.of();
  private long refused;

  public IncidentRecorder(
      Readiness readiness, CableCounters cable, Incidents incidents, Time time) {
    this.readiness = readiness;
    this.cable = cable;
    this.incidents = incidents;
    this.time = time;
  }

  /** Begins to watch. */
  public void start() {
    incidents.add("note", "The bridge has started.");
    time.every(EVERY, this::look);
    time.every(MINUTE, this::countRefused);
  }

  private void look() {
    List<HealthProblem> now = readiness.verdict().problems();
    List<HealthProblem> begun = new ArrayList<>(now);
    begun.removeIf(problem -> isIn(known, problem));
    begun.forEach(problem -> incidents.add("alarm", problem.text()));
    List<HealthProblem> over = new ArrayList<>(known);
    over.removeIf(problem -> isIn(now, problem));
    over.forEach(problem -> incidents.add("note", "Over: " + problem.text()));
    known = now;
  }

  private void countRefused() {
    long now = cable.connects().get(ConnectResult.REFUSED);
    if (now > refused) {
      incidents.add(
          "warning", "Connections that Rails refused in a minute: " + (now - refused) + ".");
    }
    refused = now;
  }

  private static boolean isIn(List<HealthProblem> problems, HealthProblem wanted) {
    return problems.stream().anyMatch(problem -> problem.reason().equals(wanted.reason()));
  }
}
