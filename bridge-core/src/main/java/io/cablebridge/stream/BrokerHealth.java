package io.cablebridge.stream;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a broker is.
 *
 * @param name {@code memory} or {@code redis}
 * @param problem what is wrong, for an operator; null when all is well
 * @param since when that began
 */
public record BrokerHealth(String name, @Nullable String problem, Instant since) {

  public boolean isWell() {
    return problem == null;
  }
}
