package io.cablebridge.admin.page;

import io.cablebridge.health.HealthProblem;
import io.cablebridge.health.ReadinessReport;
import io.cablebridge.stream.BrokerHealth;
import java.util.List;

/**
 * The alarm of the console: whether all is well, and what is wrong since when.
 *
 * @param ready whether the bridge takes new clients
 * @param problems the worst first, as the checks are ordered
 * @param broker who carries the streams
 */
public record HealthView(boolean ready, List<Trouble> problems, Broker broker) {

  /** One line of the alarm. */
  public record Trouble(String reason, String text, Timestamp since) {

    public static Trouble of(HealthProblem problem) {
      return new Trouble(problem.reason(), problem.text(), new Timestamp(problem.since()));
    }
  }

  /** Who carries the streams, and whether it is well. */
  public record Broker(String name, boolean well) {}

  public static HealthView of(ReadinessReport verdict, BrokerHealth broker) {
    return new HealthView(
        verdict.isReady(),
        verdict.problems().stream().map(Trouble::of).toList(),
        new Broker(broker.name(), broker.isWell()));
  }
}
