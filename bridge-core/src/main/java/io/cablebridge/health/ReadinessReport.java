package io.cablebridge.health;

import static java.util.stream.Collectors.joining;

import java.util.List;

/**
 * What the checks say together. Its JSON is the answer of {@code /health/ready} at both doors,
 * {@code {"status":"not_ready","reasons":["draining"]}}: names only, as strangers may ask.
 *
 * @param problems in the order of the checks; none when the bridge is ready
 */
public record ReadinessReport(List<HealthProblem> problems) {

  /** The answer of {@code /health/live}: that there is one is all it says. */
  public static final String LIVE = "{\"status\":\"live\"}";

  /** Keeps a copy of the problems. */
  public ReadinessReport {
    problems = List.copyOf(problems);
  }

  public boolean isReady() {
    return problems.isEmpty();
  }

  /** The HTTP status of the answer. */
  public int status() {
    return isReady() ? 200 : 503;
  }

  /** The body of the answer; the reasons are our own words and need no escaping. */
  public String json() {
    return isReady()
        ? "{\"status\":\"ready\"}"
        : reasons().stream()
            .collect(joining("\",\"", "{\"status\":\"not_ready\",\"reasons\":[\"", "\"]}"));
  }

  List<String> reasons() {
    return problems.stream().map(HealthProblem::reason).toList();
  }
}
