package io.cablebridge.admin.page;

import io.cablebridge.engine.OperatorAccess;
import io.cablebridge.health.HealthProblem;
import io.cablebridge.health.ReadinessReport;
import io.cablebridge.stream.BrokerHealth;
import java.util.List;

/** The health of the bridge, with the problems in the order of the checks. */
public record HealthView(boolean ready, List<Trouble> problems, Broker broker) {

  public record Trouble(String reason, String text, Timestamp since) {

    public static Trouble of(HealthProblem problem) {
      return new Trouble(problem.reason(), problem.text(), new Timestamp(problem.since()));
    }
  }

  public record Broker(String name, boolean well) {}

  public static HealthView of(OperatorAccess engine) {
    ReadinessReport report = engine.health().report();
    BrokerHealth broker = engine.broker();
    return new HealthView(
        report.isReady(),
        report.problems().stream().map(Trouble::of).toList(),
        new Broker(broker.name(), broker.isWell()));
  }
}
