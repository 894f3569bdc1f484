package io.cablebridge.admin.page;

import io.cablebridge.engine.OperatorAccess;
import io.cablebridge.health.HealthProblem;
import io.cablebridge.health.ReadinessReport;
import io.cablebridge.stream.BrokerHealth;
import java.util.ArrayList;
import java.util.List;

/**
 * The health of the bridge, with the problems in the order of the checks; with {@code
 * broker_refuses} the bridge is ready.
 */
public record HealthView(boolean ready, List<Trouble> problems, Broker broker) {

  public record Trouble(String reason, String text, Timestamp since) {

    public static Trouble of(HealthProblem problem) {
      return new Trouble(problem.reason(), problem.text(), new Timestamp(problem.since()));
    }
  }

  /** Whether there is no problem, not even one with which the bridge is ready. */
  public boolean well() {
    return problems.isEmpty();
  }

  public record Broker(String name, boolean well) {}

  public static HealthView of(OperatorAccess engine) {
    ReadinessReport report = engine.health().report();
    BrokerHealth broker = engine.broker();
    List<Trouble> problems = new ArrayList<>(report.problems().stream().map(Trouble::of).toList());
    String refusal = broker.problem();
    if (refusal != null && broker.delivers()) {
      problems.add(new Trouble("broker_refuses", refusal, new Timestamp(broker.since())));
    }
    return new HealthView(
        report.isReady(), List.copyOf(problems), new Broker(broker.name(), broker.isWell()));
  }
}
