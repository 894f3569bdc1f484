package io.cablebridge.session;

import io.cablebridge.bounded.HeapBudget;
import io.cablebridge.bounded.HeapShare;
import io.cablebridge.protocol.CloseReason;
import io.cablebridge.protocol.Ids;
import io.cablebridge.session.command.Handshake;
import io.cablebridge.session.command.Upstream;
import io.cablebridge.session.diagnostics.EndedSession;
import io.cablebridge.session.diagnostics.EndedSessions;
import io.cablebridge.time.Time;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All sessions of the process, by events id. Opens them, ticks them four times a second, and
 * removes them some time after their end. Thread-safe; one for the process.
 */
public final class SessionRegistry implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(SessionRegistry.class);
  private static final Duration TICK = Duration.ofMillis(250);

  /** A tick that comes later than this after the last one shows that the process was paused. */
  private static final long PAUSE_NANOS = Duration.ofSeconds(1).toNanos();

  private final ConcurrentMap<String, Session> sessions = new ConcurrentHashMap<>();

  /** Sessions that have not ended; ended ones stay in the map for a while. */
  private final AtomicInteger living = new AtomicInteger();

  private final AtomicInteger peak = new AtomicInteger();
  private final EndedSessions ended = new EndedSessions();
  private final AddressLimit addresses;
  private final long openNanos;
  private final Time time;
  private final SessionDirectory directory;
  private volatile SharedResources shared;
  private volatile boolean closing;
  private volatile boolean shortOfResources;

  // The timer thread alone uses these.
  private long lastTickNanos;
  private long judgeNanos;

  public SessionRegistry(
      SessionConfig config, Duration openTimeout, Upstream.Factory upstreams, Time time) {
    this.openNanos = openTimeout.toNanos();
    this.time = time;
    this.lastTickNanos = time.nanos();
    this.judgeNanos = lastTickNanos;
    this.shared =
        new SharedResources(
            config,
            HeapBudget.of(HeapShare.BACKLOGS),
            new SessionCounters(),
            upstreams,
            time,
            this::ended);
    this.directory = new SessionDirectory(this, time);
    this.addresses = new AddressLimit(time);
    addresses.change(config.maxPerAddress(), sessions.values());
  }

  /** Changes the numbers of sessions at once, all else for sessions opened from now on. */
  public void reconfigure(SessionConfig newer) {
    shared = shared.with(newer);
    addresses.change(newer.maxPerAddress(), sessions.values());
  }

  public void start() {
    lastTickNanos = time.nanos();
    time.every(TICK, this::tick);
  }

  /** The session of an events id, perhaps an ended one. */
  public @Nullable Session find(String id) {
    return sessions.get(id);
  }

  /**
   * Opens a session, unless a living one has this id: then that one is returned, whatever its
   * credentials.
   *
   * @throws SessionLimitException at the maximum of live sessions, of all clients or of one
   *     address, when the map holds twice as many with the ended ones, or when the process has no
   *     room for one
   */
  public Session open(String id, Credentials credentials, Handshake handshake)
      throws SessionLimitException {
    Session existing = sessions.get(id);
    if (existing != null && existing.closeReason() == null) {
      return existing;
    }
    return open(id, credentials, handshake, false);
  }

  /** Opens a session that lives no longer than its one response; no client can return to it. */
  public Session openEphemeral(Credentials credentials, @Nullable Handshake handshake)
      throws SessionLimitException {
    return open(Ids.session(), credentials, handshake, true);
  }

  private Session open(
      String id, Credentials credentials, @Nullable Handshake handshake, boolean ephemeral)
      throws SessionLimitException {
    if (closing) {
      throw new SessionLimitException(SessionLimitException.Cause.SHUTTING_DOWN);
    }
    if (shortOfResources) {
      counters().counts().increment(SessionCount.REFUSED);
      throw new SessionLimitException(SessionLimitException.Cause.SHORT_OF_RESOURCES);
    }
    int max = config().maxSessions();
    if (living.incrementAndGet() > max || sessions.size() >= 2L * max) {
      living.decrementAndGet();
      counters().counts().increment(SessionCount.REFUSED);
      throw new SessionLimitException(SessionLimitException.Cause.TOO_MANY);
    }
    Session opening = new Session(id, credentials, handshake, ephemeral, shared);
    if (!addresses.admits(opening)) {
      living.decrementAndGet();
      counters().counts().increment(SessionCount.REFUSED_TO_ADDRESS);
      throw new SessionLimitException(SessionLimitException.Cause.TOO_MANY_OF_ADDRESS);
    }
    Session winner = sessions.compute(id, (key, old) -> winner(opening, old));
    if (winner != opening) {
      living.decrementAndGet();
      addresses.notOpened(opening);
      return winner;
    }
    counters().counts().increment(SessionCount.OPENED);
    peak.accumulateAndGet(living.get(), Math::max);
    log.info("session opened id={} session_id={}", Ids.shortened(id), Ids.shortId(opening.epoch()));
    opening.begin();
    if (closing) {
      opening.close(CloseReason.SHUTTING_DOWN); // close() may have passed before it was in the map
    }
    return opening;
  }

  /** A session that lives already; an ended one makes room. */
  private static Session winner(Session opening, @Nullable Session old) {
    if (old == null) {
      return opening;
    } else if (old.closeReason() == null) {
      return old;
    }
    old.evicted();
    return opening;
  }

  private void ended(EndedSession session) {
    living.decrementAndGet();
    counters().closed(session.reason(), session.age().toNanos());
    ended.add(session);
    addresses.ended(session);
  }

  /** The sessions that have ended last. */
  public EndedSessions endedSessions() {
    return ended;
  }

  public void evict(Session session) {
    if (sessions.remove(session.id(), session)) {
      session.evicted();
    }
  }

  /**
   * Judges all sessions by their deadlines, unless the process was paused until now: what came
   * meanwhile lies in the sockets, and is read first.
   */
  void tick() {
    long now = time.nanos();
    if (now - lastTickNanos > PAUSE_NANOS) {
      judgeNanos = now + PAUSE_NANOS;
      sessions.values().forEach(session -> session.commands().resumed(now));
    }
    lastTickNanos = now;
    if (now - judgeNanos >= 0) {
      judge(now);
    }
  }

  private void judge(long now) {
    for (Session session : sessions.values()) {
      try {
        if (session.tick(now, openNanos)) {
          evict(session);
        }
      } catch (RuntimeException e) {
        // One broken session must not keep the others from their heartbeats.
        log.error("tick failed id={}", Ids.shortened(session.id()), e);
      }
    }
  }

  /** Live sessions stay. */
  void refuseNew() {
    closing = true;
  }

  /** Refuses new sessions while memory or file descriptors are short; live sessions stay. */
  public void refuseWhileShort(boolean areShort) {
    shortOfResources = areShort;
  }

  /** All sessions, the ended ones that are still in the map included. */
  Collection<Session> all() {
    return sessions.values();
  }

  public boolean isClosing() {
    return closing;
  }

  public SessionDirectory directory() {
    return directory;
  }

  int peak() {
    return peak.get();
  }

  public SessionCounters counters() {
    return shared.counters();
  }

  public SessionConfig config() {
    return shared.config();
  }

  HeapBudget budget() {
    return shared.budget();
  }

  public int size() {
    return living.get();
  }

  /** Refuses new sessions and ends all live ones, which completes their responses. */
  @Override
  public void close() {
    closing = true;
    sessions.values().forEach(session -> session.close(CloseReason.SHUTTING_DOWN));
  }
}
