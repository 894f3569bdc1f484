package io.cablebridge.stream;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether a broker works.
 *
 * @param name {@code memory} or {@code redis}
 * @param problem what is wrong, for an operator; null while the broker works
 * @param since when the problem, or its absence, began
 * @param delivers whether readers get the messages of their streams; only publications fail while
 *     there is a problem and this is true
 */
public record BrokerHealth(String name, @Nullable String problem, Instant since, boolean delivers) {

  /** A broker that works, or has a problem that affects readers. */
  public BrokerHealth(String name, @Nullable String problem, Instant since) {
    this(name, problem, since, problem == null);
  }

  public boolean isWell() {
    return problem == null;
  }
}
