package io.cablebridge.stream;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether a broker works.
 *
 * @param name {@code memory} or {@code redis}
 * @param problem what is wrong, for an operator; null while the broker works
 * @param since when the problem, or its absence, began
 */
public record BrokerHealth(String name, @Nullable String problem, Instant since) {

  public boolean isWell() {
    return problem == null;
  }
}
