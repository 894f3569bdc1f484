package io.cablebridge.health;

import io.cablebridge.stream.BrokerHealth;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@code broker_down}: the broker of the streams reports a problem. */
public final class BrokerCheck implements Check {
  private final Supplier<BrokerHealth> broker;

  public BrokerCheck(Supplier<BrokerHealth> broker) {
    this.broker = broker;
  }

  @Override
  public String reason() {
    return "broker_down";
  }

  @Override
  public @Nullable HealthProblem problem() {
    BrokerHealth health = broker.get();
    return health.problem() == null
        ? null
        : new HealthProblem(
            reason(), "The broker " + health.name() + ": " + health.problem(), health.since());
  }
}
