package io.cablebridge.admin.page;

import io.cablebridge.monitoring.LimitUse;
import java.util.List;

/** What a session's queue may hold; zero if it is not known. */
public record QueueLimits(long events, long bytes) {

  public static QueueLimits of(List<LimitUse> limits) {
    return new QueueLimits(
        limit(limits, "session.queue-events"), limit(limits, "session.queue-bytes"));
  }

  private static long limit(List<LimitUse> limits, String key) {
    return limits.stream()
        .filter(limit -> limit.key().equals(key))
        .mapToLong(LimitUse::limit)
        .findFirst()
        .orElse(0);
  }
}
