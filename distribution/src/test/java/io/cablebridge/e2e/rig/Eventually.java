package io.cablebridge.e2e.rig;

import java.time.Duration;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

/** The one way in which these tests wait: for something to become true, never for time to pass. */
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

  /** Waits until there is something, and returns it; says what was there instead if it never is. */
  public static <T> T found(
      Duration limit, Supplier<@Nullable T> search, Supplier<String> instead) {
    try {
      return within(limit).until(search::get, found -> found != null);
    } catch (ConditionTimeoutException e) {
      throw new AssertionError("after " + limit + " " + instead.get(), e);
    }
  }

  /** Waits as long as {@code span} for a condition that must not come true. */
  public static ConditionFactory during(Duration span) {
    return within(span.plusSeconds(5)).during(span);
  }
}
