package io.cablebridge.session.diagnostics;

import java.time.Instant;
import java.util.List;

/**
 * The whole engine as it was at a moment, for the eyes of an operator. Immutable. The counts run
 * from the start of the process and never fall.
 *
 * @param startedAt when the process began to serve
 * @param maxSessions how many sessions are admitted at once
 * @param sessions the live sessions, in no particular order
 * @param messagesIn messages that came from the upstreams
 * @param messagesOut messages that were delivered to listeners
 * @param messagesDropped messages that full queues have discarded
 * @param sessionsOpened sessions opened
 * @param sessionsClosed sessions closed
 */
public record EngineSnapshot(
    Instant startedAt,
    int maxSessions,
    List<SessionSnapshot> sessions,
    long messagesIn,
    long messagesOut,
    long messagesDropped,
    long sessionsOpened,
    long sessionsClosed) {

  /** Copies the sessions, so that the snapshot stays as it is. */
  public EngineSnapshot {
    sessions = List.copyOf(sessions);
  }
}
