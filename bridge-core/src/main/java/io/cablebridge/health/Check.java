package io.cablebridge.health;

import io.cablebridge.session.SessionRegistry;
import io.cablebridge.stream.BrokerHealth;
import io.cablebridge.time.Time;
import io.cablebridge.upstream.cable.Reachability;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One condition of readiness. Thread-safe; every health request calls it on a thread that must not
 * block, so it must be cheap.
 */
public interface Check {

  String reason();

  /** The current problem; null if there is none. */
  @Nullable HealthProblem problem();

  /** Whether no session is opened while there is this problem, because each would worsen it. */
  default boolean refusesSessions() {
    return false;
  }

  /** Called once a second on the timer thread, for work that is too expensive for a request. */
  default void renew() {}

  /** {@code draining}: the process accepts no new sessions because it drains or stops. */
  static Check draining(SessionRegistry sessions, Time time) {
    String text = "The bridge accepts no new sessions: it drains or stops";
    ProblemTimer timer = new ProblemTimer("draining", text, time);
    return new SuppliedCheck(timer.reason(), () -> timer.problem(sessions.isClosing()));
  }

  /** {@code upstream_away}: no connection to Rails was possible for longer than the grace. */
  static Check upstream(Reachability rails, Duration grace) {
    return new SuppliedCheck(
        "upstream_away",
        () -> {
          Instant since = rails.unreachableForLongerThan(grace);
          return since == null
              ? null
              : new HealthProblem(
                  "upstream_away", "Rails cannot be reached at " + rails.description(), since);
        });
  }

  /** {@code broker_down}: the broker of the streams does not deliver. */
  static Check broker(Supplier<BrokerHealth> broker) {
    return new SuppliedCheck(
        "broker_down",
        () -> {
          BrokerHealth health = broker.get();
          String text = "The broker " + health.name() + ": " + health.problem();
          return health.delivers() ? null : new HealthProblem("broker_down", text, health.since());
        });
  }

  /** A check without work of its own. */
  record SuppliedCheck(String reason, Supplier<@Nullable HealthProblem> current) implements Check {
    @Override
    public @Nullable HealthProblem problem() {
      return current.get();
    }
  }
}
