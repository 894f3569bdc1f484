package io.cablebridge.session;

import io.cablebridge.protocol.CloseReason;
import io.cablebridge.session.delivery.DeliveryCount;
import io.cablebridge.session.diagnostics.EngineSnapshot;
import io.cablebridge.session.diagnostics.SessionCounts;
import io.cablebridge.session.diagnostics.SessionDetail;
import io.cablebridge.session.diagnostics.SessionSnapshot;
import io.cablebridge.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * All sessions as an operator sees them, and what an operator can do to one. Works on the {@link
 * SessionRegistry}, which creates it; takes each session's lock for a moment, never two at once.
 * Thread-safe.
 */
public final class SessionDirectory {
  private final SessionRegistry registry;
  private final Time time;
  private final Instant startedAt = Instant.now();

  SessionDirectory(SessionRegistry registry, Time time) {
    this.registry = registry;
    this.time = time;
  }

  /** The live sessions by transport and by the state of their upstream. */
  public SessionCounts counts() {
    SessionCounts counts = new SessionCounts();
    for (Session session : registry.all()) {
      session.view().addTo(counts);
    }
    return counts;
  }

  /** Time since the last frame of the most silent connection to Rails. */
  public Duration longestSilence() {
    long now = time.nanos();
    long longest = 0;
    for (Session session : registry.all()) {
      longest = Math.max(longest, session.silentNanos(now));
    }
    return Duration.ofNanos(longest);
  }

  /** Responses that read sessions. */
  public int listeners() {
    return registry.all().stream().mapToInt(session -> session.view().listeners()).sum();
  }

  /** All sessions, for the console. */
  public EngineSnapshot snapshot() {
    long now = time.nanos();
    SessionConfig config = registry.config();
    SessionCounters counters = registry.counters();
    List<SessionSnapshot> rows =
        registry.all().stream().map(session -> session.view().snapshot(now)).toList();
    return new EngineSnapshot(
        startedAt,
        config.maxSessions(),
        registry.peak(),
        config.queueEvents(),
        config.queueBytes(),
        rows,
        counters.delivery().counts().get(DeliveryCount.MESSAGES_IN),
        counters.delivery().counts().get(DeliveryCount.MESSAGES_OUT),
        counters.delivery().drops().total(),
        counters.counts().get(SessionCount.OPENED),
        counters.closed().total());
  }

  /** One session by the short id in its {@link SessionSnapshot}. */
  public Optional<SessionDetail> detail(String shortId) {
    int maxQueueBytes = registry.config().queueBytes();
    return findByShortId(shortId)
        .map(session -> session.view().detail(time.nanos(), time.now(), maxQueueBytes));
  }

  /** Ends a session; false if no live session has this short id. */
  public boolean end(String shortId) {
    Optional<Session> session = findLive(shortId);
    session.ifPresent(live -> live.close(CloseReason.ENDED_BY_OPERATOR));
    return session.isPresent();
  }

  /** Reconnects a session to Rails; false if no live session has this short id. */
  public boolean reconnect(String shortId) {
    Optional<Session> session = findLive(shortId);
    session.ifPresent(Session::reconnect);
    return session.isPresent();
  }

  private Optional<Session> findByShortId(String shortId) {
    return registry.all().stream()
        .filter(session -> session.view().hasShortId(shortId))
        .findFirst();
  }

  private Optional<Session> findLive(String shortId) {
    return findByShortId(shortId).filter(session -> session.closeReason() == null);
  }
}
