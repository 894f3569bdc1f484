package io.cablebridge.monitoring;

import java.util.function.LongSupplier;

/**
 * A limit to watch: as {@link LimitUse}, asked when it is looked at.
 *
 * @param limit asked each time, as it may be changed while the process runs
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
