package io.cablebridge.health;

import static java.util.stream.Collectors.joining;

import java.util.List;

/** The result of all checks at one moment, in their order. */
public record ReadinessReport(List<HealthProblem> problems) {

  /** The body of {@code /health/live}: that an answer comes is all it reports. */
  public static final String LIVE = "{\"status\":\"live\"}";

  public boolean isReady() {
    return problems.isEmpty();
  }

  /**
   * The body of {@code /health/ready} on both servers: {@code
   * {"status":"not_ready","reasons":["draining"]}}. It contains names only, as anonymous clients
   * may ask; the names need no escaping.
   */
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
