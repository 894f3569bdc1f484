package io.cablebridge.config;

import java.util.List;

/**
 * Two settings of which one must not exceed the other.
 *
 * @param lower the one that must be less or equal
 * @param upper the one that must be greater or equal
 * @param <T> the type of both
 */
record Order<T extends Comparable<T>>(Setting<T> lower, Setting<T> upper) implements Agreement {

  /** Adds a problem where the one was set that was set last, if they are in disorder. */
  @Override
  public void check(Values values, List<Problem> problems) {
    if (values.get(lower).compareTo(values.get(upper)) <= 0) {
      return;
    }
    Origin origin = values.origin(lower);
    if (origin instanceof Origin.Default) {
      origin = values.origin(upper);
    }
    String message =
        "is %s (%s), but must not exceed %s, which is %s (%s)"
            .formatted(
                values.text(lower),
                values.origin(lower),
                upper.key(),
                values.text(upper),
                values.origin(upper));
    problems.add(new Problem(origin, lower.key(), message));
  }
}
