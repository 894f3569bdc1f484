package io.cablebridge.stream.redis;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs when Redis becomes unavailable and when it is back, not each attempt between. Created by
 * {@link RedisConnections}; thread-safe.
 */
final class AvailabilityLog {
  private static final Logger log = LoggerFactory.getLogger(AvailabilityLog.class);

  private final String address;

  /** What was logged last; null before the first attempt has ended. */
  private final AtomicReference<@Nullable Boolean> available = new AtomicReference<>();

  AvailabilityLog(String address) {
    this.address = address;
  }

  /** Both connections are open. */
  void connected() {
    if (!Boolean.TRUE.equals(available.getAndSet(true))) {
      log.info("Connected to Redis redis={}", address);
    }
  }

  /** An attempt has failed, or one of the connections was lost again meanwhile. */
  void attemptFailed(@Nullable Throwable failure) {
    if (!Boolean.FALSE.equals(available.getAndSet(false))) {
      String reason = failure == null ? "lost" : rootCause(failure);
      log.warn("Redis is unavailable redis={} reason={}", address, reason);
    }
  }

  private static String rootCause(Throwable failure) {
    return failure.getCause() == null ? failure.toString() : rootCause(failure.getCause());
  }

  void lost(String which, String reason) {
    if (!Boolean.FALSE.equals(available.getAndSet(false))) {
      log.warn("Connection to Redis lost redis={} for={} reason={}", address, which, reason);
    }
  }
}
