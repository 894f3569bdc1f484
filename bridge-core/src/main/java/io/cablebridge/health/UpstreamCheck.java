package io.cablebridge.health;

import io.cablebridge.upstream.cable.Reachability;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** {@code upstream_away}: no connection to Rails was possible for longer than the grace. */
public final class UpstreamCheck implements Check {
  private final Reachability rails;
  private final Duration grace;

  public UpstreamCheck(Reachability rails, Duration grace) {
    this.rails = rails;
    this.grace = grace;
  }

  @Override
  public String reason() {
    return "upstream_away";
  }

  @Override
  public @Nullable HealthProblem problem() {
    Instant since = rails.awayForLongerThan(grace);
    return since == null ? null : new HealthProblem(reason(), "Rails cannot be reached", since);
  }
}
