package io.cablebridge.session.diagnostics;

import java.time.Instant;
import java.util.List;

/**
 * All sessions at one moment, as the console shows them. Immutable. The counts run from the start
 * of the process and never fall.
 *
 * @param maxQueueEvents of a new session, as is {@code maxQueueBytes}
 * @param sessions live sessions, and closed ones that are still remembered, in no particular order
 */
public record EngineSnapshot(
    Instant startedAt,
    int maxSessions,
    int peakSessions,
    int maxQueueEvents,
    int maxQueueBytes,
    List<SessionSnapshot> sessions,
    long messagesIn,
    long messagesOut,
    long messagesDropped,
    long sessionsOpened,
    long sessionsClosed) {

  public List<SessionSnapshot> live() {
    return sessions.stream().filter(SessionSnapshot::isLive).toList();
  }

  public SessionCounts counts() {
    SessionCounts counts = new SessionCounts();
    sessions.forEach(
        session ->
            counts.add(session.transport(), session.upstream(), session.condition().usesRails()));
    return counts;
  }
}
