package io.cablebridge.session;

import io.cablebridge.bounded.HeapBudget;
import io.cablebridge.metric.Limit;
import io.cablebridge.session.delivery.CloseReason;
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
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All sessions of the process, by events id. Opens them, ticks them four times a second and forgets
 * them when they have ended. Thread-safe; one for the process.
 */
public final class SessionRegistry implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(SessionRegistry.class);
  private static final Duration TICK = Duration.ofMillis(250);

  private final ConcurrentMap<String, Session> sessions = new ConcurrentHashMap<>();

  /** Sessions that have not ended; those that have are remembered for a while. */
  private final AtomicInteger living = new AtomicInteger();

  private final AtomicInteger peak = new AtomicInteger();

  private volatile SessionConfig config;
  private final long openNanos;
  private final Upstream.Factory upstreams;
  private final Time time;
  private final SessionCounters counters = new SessionCounters();
  private final HeapBudget budget = HeapBudget.ofHeap(3);
  private final Instant startedAt = Instant.now();
  private volatile boolean closing;

  /**
   * @param openTimeout how long the opening of a session may wait for Rails
   */
  public SessionRegistry(
      SessionConfig config, Duration openTimeout, Upstream.Factory upstreams, Time time) {
    this.config = config;
    this.openNanos = openTimeout.toNanos();
    this.upstreams = upstreams;
    this.time = time;
  }

  /**
   * Takes over other limits: the number of sessions at once, all else with the sessions that are
   * opened from now on.
   */
  public void adopt(SessionConfig newer) {
    config = newer;
  }

  /** Begins to tick. */
  public void start() {
    time.every(TICK, this::tick);
  }

  /** The session of an events id, ended ones that are still remembered included. */
  public @Nullable Session find(String id) {
    return sessions.get(id);
  }

  /**
   * Opens a session, unless a living one has this id: then that one is returned, whatever its
   * credentials.
   *
   * @throws SessionLimitException when no more can be opened: as many live as may, or as many have
   *     lately ended as may live besides
   */
  public Session open(String id, Credentials credentials, Handshake handshake)
      throws SessionLimitException {
    Session existing = sessions.get(id);
    if (existing != null && existing.closeReason() == null) {
      return existing;
    }
    return open(id, credentials, handshake, false);
  }

  /**
   * Opens a session that lives as long as its one response: nobody can come back to it.
   *
   * @param handshake null when nothing is known of the client, and no Rails is needed
   * @throws SessionLimitException when no more can be opened
   */
  public Session openPassing(Credentials credentials, @Nullable Handshake handshake)
      throws SessionLimitException {
    return open(Ids.session(), credentials, handshake, true);
  }

  private Session open(
      String id, Credentials credentials, @Nullable Handshake handshake, boolean passing)
      throws SessionLimitException {
    if (closing) {
      throw new SessionLimitException(true);
    }
    SessionConfig limits = config;
    if (living.incrementAndGet() > limits.maxSessions()
        || sessions.size() >= 2L * limits.maxSessions()) {
      living.decrementAndGet();
      counters.counts().increment(SessionCount.REFUSED);
      throw new SessionLimitException(false);
    }
    Session opening =
        new Session(
            id,
            credentials,
            limits,
            budget,
            time,
            counters,
            passing,
            handshake,
            upstreams,
            living::decrementAndGet);
    Session winner =
        sessions.compute(
            id,
            (key, old) -> old != null && old.closeReason() == null ? old : replace(old, opening));
    if (winner != opening) {
      living.decrementAndGet();
      return winner;
    }
    counters.counts().increment(SessionCount.OPENED);
    peak.accumulateAndGet(living.get(), Math::max);
    log.info("session opened id={} session_id={}", Ids.shortened(id), Ids.nameOf(opening.epoch()));
    opening.begin();
    if (closing) {
      opening.close(CloseReason.SHUTTING_DOWN); // it may have come after all were closed
    }
    return opening;
  }

  private Session replace(@Nullable Session old, Session opening) {
    if (old != null) {
      old.forgotten();
    }
    return opening;
  }

  /** A session whose opening Rails refused leaves nothing behind. */
  public void forget(Session session) {
    if (sessions.remove(session.id(), session)) {
      session.forgotten();
    }
  }

  void tick() {
    long now = time.nanos();
    for (Session session : sessions.values()) {
      try {
        if (session.tick(now, openNanos)) {
          forget(session);
        }
      } catch (RuntimeException e) {
        // One broken session must not keep the others from their heartbeats.
        log.error("tick failed id={}", Ids.shortened(session.id()), e);
      }
    }
  }

  /** From now on no session can be opened; those that live are left alone. */
  void refuseNew() {
    closing = true;
  }

  /** All that are known, ended ones that are still remembered included. */
  Iterable<Session> all() {
    return sessions.values();
  }

  /** Whether no session can be opened any more: the process drains, or goes down. */
  public boolean isClosing() {
    return closing;
  }

  /** What all sessions have counted since the start. */
  public SessionCounters counters() {
    return counters;
  }

  /** The limits of sessions, for the console. */
  public List<Limit> limits() {
    return SessionLimits.of(this);
  }

  /** What holds for sessions that are opened now. */
  public SessionConfig config() {
    return config;
  }

  /** Bytes that all backlogs hold together. */
  public long backlogBytes() {
    return budget.held();
  }

  /** Bytes that all backlogs may hold together. */
  public long backlogLimit() {
    return budget.limit();
  }

  /** How many sessions live. */
  public int size() {
    return living.get();
  }

  /** How many of which kind live; takes each session's lock for a moment, never two at once. */
  public SessionCounts counts() {
    SessionCounts counts = new SessionCounts();
    for (Session session : sessions.values()) {
      session.view().addTo(counts);
    }
    return counts;
  }

  /** How long the most silent of the connections to Rails has said nothing. */
  public Duration longestSilence() {
    long now = time.nanos();
    return Duration.ofNanos(
        sessions.values().stream().mapToLong(each -> each.view().silentNanos(now)).max().orElse(0));
  }

  /** One session as an operator sees it, by the name in {@link SessionSnapshot}. */
  public Optional<SessionDetail> detail(String name) {
    return called(name)
        .map(session -> session.view().detail(time.nanos(), time.now(), config.queueBytes()));
  }

  /**
   * Ends a session by an operator's order.
   *
   * @return whether there was one
   */
  public boolean end(String name) {
    Optional<Session> session = living(name);
    session.ifPresent(each -> each.close(CloseReason.ENDED_BY_OPERATOR));
    return session.isPresent();
  }

  /**
   * Has a session's upstream connect anew by an operator's order.
   *
   * @return whether there was one
   */
  public boolean reconnect(String name) {
    Optional<Session> session = living(name);
    session.ifPresent(Session::reconnect);
    return session.isPresent();
  }

  private Optional<Session> called(String name) {
    return sessions.values().stream().filter(session -> session.view().isCalled(name)).findFirst();
  }

  private Optional<Session> living(String name) {
    return called(name).filter(session -> session.closeReason() == null);
  }

  /** How many responses read sessions now. */
  public int listeners() {
    return sessions.values().stream().mapToInt(session -> session.view().listeners()).sum();
  }

  /** What the console shows; takes each session's lock for a moment, never two at once. */
  public EngineSnapshot snapshot() {
    long now = time.nanos();
    List<SessionSnapshot> rows =
        sessions.values().stream().map(session -> session.view().snapshot(now)).toList();
    return new EngineSnapshot(
        startedAt,
        config.maxSessions(),
        peak.get(),
        config.queueEvents(),
        config.queueBytes(),
        rows,
        counters.delivery().counts().get(DeliveryCount.MESSAGES_IN),
        counters.delivery().counts().get(DeliveryCount.MESSAGES_OUT),
        counters.delivery().drops().total(),
        counters.counts().get(SessionCount.OPENED),
        counters.closed().total());
  }

  /** Refuses new sessions and ends all that live: polls are answered, streams are told. */
  @Override
  public void close() {
    closing = true;
    for (Session session : sessions.values()) {
      session.close(CloseReason.SHUTTING_DOWN);
    }
  }
}
