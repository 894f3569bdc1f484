package io.cablebridge.admin.metrics;

import io.cablebridge.session.diagnostics.EngineSnapshot;
import io.cablebridge.session.diagnostics.SessionCounts;
import io.cablebridge.session.diagnostics.SessionSnapshot;
import io.cablebridge.stream.StreamSnapshot;
import java.util.List;

/**
 * Sums over all sessions and streams at one moment, without the sessions and streams themselves.
 *
 * @param remembered closed sessions that are kept
 * @param queued events held and not yet delivered
 */
public record SessionStats(
    SessionCounts counts,
    int remembered,
    int limit,
    int listeners,
    int subscriptions,
    long queued,
    long queueBytes,
    long longestQueueBytes,
    int streams,
    int streamReaders) {

  public static SessionStats of(EngineSnapshot engine, List<StreamSnapshot> streams) {
    List<SessionSnapshot> all = engine.sessions();
    List<SessionSnapshot> live = engine.live();
    return new SessionStats(
        engine.counts(),
        all.size() - live.size(),
        engine.maxSessions(),
        live.stream().mapToInt(SessionSnapshot::listeners).sum(),
        live.stream().mapToInt(session -> session.channels().size()).sum(),
        live.stream().mapToLong(SessionSnapshot::queueLength).sum(),
        all.stream().mapToLong(SessionSnapshot::heldBytes).sum(),
        all.stream().mapToLong(SessionSnapshot::heldBytes).max().orElse(0),
        streams.size(),
        streams.stream().mapToInt(StreamSnapshot::readers).sum());
  }
}
