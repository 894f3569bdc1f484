package io.cablebridge.admin.metrics;

import io.cablebridge.session.diagnostics.EngineSnapshot;
import io.cablebridge.session.diagnostics.SessionSnapshot;
import io.cablebridge.stream.StreamSnapshot;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Sums over all sessions and streams at a moment, without these themselves.
 *
 * @param alive sessions that have not ended, by transport and state of their upstream
 * @param remembered sessions that have ended and are kept so that a returning client is told
 * @param limit how many may live at once
 * @param listeners responses that read a session
 * @param queued events held and not yet delivered
 * @param queueBytes the bytes of all backlogs
 * @param longestQueueBytes the bytes of the largest of them
 * @param streams streams that have readers
 * @param streamReaders their readers
 */
public record SessionStats(
    Map<Kind, Integer> alive,
    int remembered,
    int limit,
    int listeners,
    int subscriptions,
    long queued,
    long queueBytes,
    long longestQueueBytes,
    int streams,
    int streamReaders) {

  static final List<String> TRANSPORTS = List.of("sse", "poll", "none");
  static final List<String> STATES = List.of("open", "connecting", "reconnecting");

  /** What sessions are counted by, in the words of {@link SessionSnapshot}. */
  record Kind(String transport, String state) {}

  public static SessionStats of(EngineSnapshot engine, List<StreamSnapshot> streams) {
    Map<Kind, Integer> alive = new HashMap<>();
    int remembered = 0;
    int listeners = 0;
    int subscriptions = 0;
    long queued = 0;
    long queueBytes = 0;
    long longest = 0;
    for (SessionSnapshot session : engine.sessions()) {
      queueBytes += session.heldBytes();
      longest = Math.max(longest, session.heldBytes());
      if (session.upstream().equals("closed")) {
        remembered++;
        continue;
      }
      alive.merge(new Kind(session.transport(), session.upstream()), 1, Integer::sum);
      listeners += session.listeners();
      subscriptions += session.channels().size();
      queued += session.queueLength();
    }
    return new SessionStats(
        alive,
        remembered,
        engine.maxSessions(),
        listeners,
        subscriptions,
        queued,
        queueBytes,
        longest,
        streams.size(),
        streams.stream().mapToInt(StreamSnapshot::readers).sum());
  }

  int sessions(String transport, String state) {
    return alive.getOrDefault(new Kind(transport, state), 0);
  }

  int upstreams(String state) {
    return TRANSPORTS.stream().mapToInt(transport -> sessions(transport, state)).sum();
  }
}
