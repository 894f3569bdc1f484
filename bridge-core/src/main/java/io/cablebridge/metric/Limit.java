package io.cablebridge.metric;

import java.util.function.LongSupplier;

/**
 * A limit that its owner declares for the console. The suppliers are asked each time.
 *
 * @param key the configuration key that changes it
 * @param meaning what it bounds, for an operator
 * @param limit the limit now, as a reload may change it; zero if there is none
 * @param used how much of it is in use now, or {@link #OF_EACH}
 * @param hits times since the start that it refused, discarded or delayed something
 * @param unit {@code ""}, {@code bytes}, {@code seconds} or {@code per second}
 */
public record Limit(
    String key,
    String meaning,
    LongSupplier limit,
    LongSupplier used,
    LongSupplier hits,
    String unit) {
  /** The use of a limit that bounds each of many things. */
  public static final LongSupplier OF_EACH = () -> -1;
}
