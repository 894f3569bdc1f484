package io.cablebridge.session;

import io.cablebridge.protocol.CloseReason;
import io.cablebridge.protocol.Ids;
import io.cablebridge.session.command.Upstream;
import io.cablebridge.session.delivery.DeliveryCount;
import io.cablebridge.session.delivery.DeliveryCounters;
import io.cablebridge.session.diagnostics.EngineSnapshot;
import io.cablebridge.session.diagnostics.SessionCounts;
import io.cablebridge.session.diagnostics.SessionDetail;
import io.cablebridge.session.diagnostics.SessionSnapshot;
import io.cablebridge.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

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

  public SessionCounts counts() {
    SessionCounts counts = new SessionCounts();
    registry.all().forEach(session -> session.view().addTo(counts));
    return counts;
  }

  /** Time since the last frame of the most silent connection to Rails. */
  public Duration longestSilence() {
    long now = time.nanos();
    long longest = 0;
    for (Session session : registry.all()) {
      Upstream rails = session.commands().cable();
      longest = Math.max(longest, rails == null ? 0 : rails.silentNanos(now));
    }
    return Duration.ofNanos(longest);
  }

  public int listeners() {
    return registry.all().stream().mapToInt(session -> session.view().listeners()).sum();
  }

  public EngineSnapshot snapshot() {
    long now = time.nanos();
    SessionConfig config = registry.config();
    SessionCounters counters = registry.counters();
    DeliveryCounters delivery = counters.delivery();
    return new EngineSnapshot(
        startedAt,
        config.maxSessions(),
        registry.peak(),
        config.queueEvents(),
        config.queueBytes(),
        registry.all().stream().map(session -> session.view().snapshot(now)).toList(),
        delivery.counts().get(DeliveryCount.MESSAGES_IN),
        delivery.counts().get(DeliveryCount.MESSAGES_OUT),
        delivery.drops().total(),
        counters.counts().get(SessionCount.OPENED),
        counters.closed().total());
  }

  /** One session by the short id in its {@link SessionSnapshot}. */
  public Optional<SessionDetail> detail(String shortId) {
    int maxQueueBytes = registry.config().queueBytes();
    return find(shortId)
        .map(session -> session.view().detail(time.nanos(), time.now(), maxQueueBytes));
  }

  /** False if no live session has this short id. */
  public boolean end(String shortId) {
    return change(shortId, session -> session.close(CloseReason.ENDED_BY_OPERATOR));
  }

  public boolean reconnect(String shortId) {
    return change(shortId, Session::reconnect);
  }

  private boolean change(String shortId, Consumer<Session> action) {
    Optional<Session> live = find(shortId).filter(session -> session.closeReason() == null);
    live.ifPresent(action);
    return live.isPresent();
  }

  private Optional<Session> find(String shortId) {
    return registry.all().stream()
        .filter(session -> Ids.shortId(session.epoch()).equals(shortId))
        .findFirst();
  }
}
