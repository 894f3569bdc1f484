package io.cablebridge.session.diagnostics;

import java.time.Instant;
import java.util.List;

/**
 * All sessions at one moment, as the console shows them. Immutable. The counts run from the start
 * of the process and never fall.
 *
 * @param startedAt the start of the process
 * @param maxSessions maximum number of live sessions
 * @param peakSessions largest number of live sessions so far
 * @param maxQueueEvents maximum number of events that a new session may hold
 * @param maxQueueBytes maximum number of bytes that a new session may hold
 * @param sessions live sessions, and closed ones that are still remembered, in no particular order
 * @param messagesIn messages received from the upstreams
 * @param messagesOut messages delivered to listeners
 * @param messagesDropped messages discarded by full queues
 * @param sessionsOpened sessions opened
 * @param sessionsClosed sessions closed
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

  /** Copies the list, which keeps the snapshot immutable. */
  public EngineSnapshot {
    sessions = List.copyOf(sessions);
  }

  /** The sessions that have not ended. */
  public List<SessionSnapshot> live() {
    return sessions.stream().filter(SessionSnapshot::isLive).toList();
  }

  /** How many sessions live, by transport and upstream. */
  public SessionCounts counts() {
    SessionCounts counts = new SessionCounts();
    sessions.forEach(session -> counts.add(session.transport(), session.upstream()));
    return counts;
  }
}
