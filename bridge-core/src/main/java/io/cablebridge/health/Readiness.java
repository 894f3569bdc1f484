package io.cablebridge.health;

import io.cablebridge.time.Time;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the bridge is ready for new clients: it is if no check finds a problem. One for the
 * process; both servers ask it. It also checks once a second, so that the log and the problems have
 * the right times without requests. Thread-safe.
 */
public final class Readiness {
  private static final Logger log = LoggerFactory.getLogger(Readiness.class);
  private static final Duration WATCH = Duration.ofSeconds(1);

  private final List<Check> checks;
  private final Time time;

  /** The reasons logged last; belongs to the timer thread. */
  private List<String> known = List.of();

  public Readiness(List<Check> checks, Time time) {
    this.checks = List.copyOf(checks);
    this.time = time;
  }

  /**
   * Starts to check once a second.
   *
   * @param refusal is given each time whether sessions must be refused
   */
  public void start(Consumer<Boolean> refusal) {
    time.every(WATCH, () -> watch(refusal));
  }

  public ReadinessReport report() {
    return new ReadinessReport(
        checks.stream().map(Check::problem).filter(Objects::nonNull).toList());
  }

  public List<Check> checks() {
    return checks;
  }

  private void watch(Consumer<Boolean> refusal) {
    checks.forEach(Check::renew);
    refusal.accept(
        checks.stream().anyMatch(check -> check.refusesSessions() && check.problem() != null));
    List<String> now = report().reasons();
    if (now.equals(known)) {
      return;
    }
    known = now;
    if (now.isEmpty()) {
      log.info("ready");
    } else {
      log.warn("not ready reasons={}", String.join(",", now));
    }
  }
}
