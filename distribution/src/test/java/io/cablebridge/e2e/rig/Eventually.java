package io.cablebridge.e2e.rig;

import java.time.Duration;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

/** Waits in tests for a condition, never for a fixed time. */
public final class Eventually {

  private Eventually() {}

  public static ConditionFactory within(Duration limit) {
    return Awaitility.await()
        .atMost(limit)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(20));
  }

  public static ConditionFactory withinSeconds(int seconds) {
    return within(Duration.ofSeconds(seconds));
  }

  /** Waits until the search returns a value; fails with the text of {@code instead}. */
  public static <T> T found(
      Duration limit, Supplier<@Nullable T> search, Supplier<String> instead) {
    try {
      return within(limit).until(search::get, found -> found != null);
    } catch (ConditionTimeoutException e) {
      throw new AssertionError("after " + limit + " " + instead.get(), e);
    }
  }

  /** Checks during the span that a condition holds. */
  public static ConditionFactory during(Duration span) {
    return within(span.plusSeconds(5)).during(span);
  }
}
