package io.cablebridge.session;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.cablebridge.protocol.CloseReason;
import io.cablebridge.protocol.Ids;
import io.cablebridge.protocol.Position;
import io.cablebridge.protocol.Transport;
import io.cablebridge.protocol.UpstreamState;
import io.cablebridge.session.command.CommandLock;
import io.cablebridge.session.command.SessionCommands;
import io.cablebridge.session.command.Subscriptions;
import io.cablebridge.session.command.Upstream;
import io.cablebridge.session.command.UpstreamPair;
import io.cablebridge.session.command.UpstreamSink;
import io.cablebridge.session.delivery.AttachRefusedException;
import io.cablebridge.session.delivery.Attachment;
import io.cablebridge.session.delivery.Backlog;
import io.cablebridge.session.delivery.Cursor;
import io.cablebridge.session.delivery.Listener;
import io.cablebridge.session.delivery.Listeners;
import io.cablebridge.session.delivery.Outbox;
import io.cablebridge.session.delivery.SessionLock;
import io.cablebridge.session.delivery.SessionState;
import io.cablebridge.session.diagnostics.ActivityKind;
import io.cablebridge.session.diagnostics.SessionDiagnostics;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's conversation with its upstreams; it outlives every response. It owns one instance of
 * each part and creates their two locks, decides under the {@link SessionLock}, and acts after it:
 * no listener, upstream or log is called while that lock is held. Created by {@link
 * SessionRegistry#open}; ended by Rails, the client, an operator, the linger or the end of the
 * process.
 */
public final class Session {
  private static final Logger log = LoggerFactory.getLogger(Session.class);

  private final SessionIdentity identity;
  private final SharedResources shared;
  private final Runnable onEnd;
  private final int maxQueueEvents;
  private final String epoch = Ids.session();
  private final SessionLock lock = new SessionLock();
  private final UpstreamPair upstreams;
  private final SessionCommands commands;
  private final OpenSignal opening = new OpenSignal();

  @GuardedBy("lock")
  private final SessionState state;

  @GuardedBy("lock")
  private final Outbox outbox;

  @GuardedBy("lock")
  private final Subscriptions subscriptions;

  @GuardedBy("lock")
  private final SessionDiagnostics diagnostics;

  @GuardedBy("lock")
  private final Lifetime lifetime;

  /** A session with these limits until its end; {@code onEnd} is called once, at its end. */
  public Session(
      SessionIdentity identity,
      SessionConfig config,
      SharedResources shared,
      Upstream.Factory factory,
      Runnable onEnd) {
    this.identity = identity;
    this.shared = shared;
    this.onEnd = onEnd;
    this.maxQueueEvents = config.maxQueueEvents();
    long now = shared.time().nanos();
    this.state = new SessionState(epoch, now);
    this.diagnostics = new SessionDiagnostics(now);
    this.lifetime = new Lifetime(config, identity.ephemeral(), state, now);
    this.outbox =
        new Outbox(
            state,
            new Backlog(config.queueEvents(), config.queueBytes(), shared.budget()),
            shared.counters().delivery(),
            config.allowReuse(),
            !identity.ephemeral());
    this.subscriptions =
        new Subscriptions(
            state,
            outbox,
            diagnostics,
            shared.counters().commands(),
            shared.time(),
            config.maxSubscriptions());
    CommandLock commandLock = new CommandLock();
    UpstreamSink reports = new UpstreamReports(this, lock, subscriptions, opening, shared);
    this.upstreams = new UpstreamPair(lock, commandLock, factory, reports);
    this.commands = new SessionCommands(lock, commandLock, subscriptions, upstreams, reports);
  }

  /** Starts to connect to Rails; a session that needs no Rails is open at once. */
  public void begin() {
    if (!upstreams.open(identity.handshake())) {
      synchronized (lock) {
        subscriptions.welcomed();
      }
      opening.complete(OpenOutcome.WELCOMED);
    }
  }

  /** The events id. */
  public String id() {
    return identity.id();
  }

  /** The {@code session_id}. */
  public String epoch() {
    return epoch;
  }

  public Credentials credentials() {
    return identity.credentials();
  }

  public UpstreamState upstreamState() {
    synchronized (lock) {
      return state.upstream();
    }
  }

  public List<String> chanIds() {
    synchronized (lock) {
      return subscriptions.chanIds();
    }
  }

  /** Ends the session at a moment of {@link io.cablebridge.time.Time#nanos}. */
  public void endAt(long nanos, CloseReason reason) {
    synchronized (lock) {
      lifetime.endAt(nanos, reason);
    }
  }

  /** Sets how many undelivered events are kept; the configuration has its maximum. */
  public void limitQueue(long events) {
    synchronized (lock) {
      outbox.limit((int) Math.max(1, Math.min(events, maxQueueEvents)));
    }
  }

  /** Calls back with the outcome of the opening: at once if it is known. */
  public void whenOpened(Consumer<OpenOutcome> callback) {
    opening.whenKnown(callback);
  }

  /** Ends the session and its upstreams; its listeners get what is left, then {@code closed}. */
  public void close(CloseReason reason) {
    List<Upstream> ending;
    Listeners listeners;
    long age;
    long now = shared.time().nanos();
    synchronized (lock) {
      if (state.isClosed()) {
        return;
      }
      state.close(reason);
      diagnostics.note(ActivityKind.CLOSED, now);
      age = diagnostics.age(now);
      state.attended(now);
      ending = upstreams.end();
      listeners = outbox.listeners();
    }
    onEnd.run();
    shared.counters().closed(reason, age);
    log.info(
        "session closed id={} session_id={} reason={}",
        Ids.shortened(id()),
        Ids.shortId(epoch),
        reason.text());
    ending.forEach(Upstream::close);
    opening.complete(OpenOutcome.endedBy(reason));
    listeners.wake();
  }

  /** The registry has removed the session: no client can return to it. */
  public void evicted() {
    synchronized (lock) {
      outbox.evict();
    }
  }

  /** Why the session has ended; null while it lives. */
  public @Nullable CloseReason closeReason() {
    synchronized (lock) {
      return state.closeReason();
    }
  }

  /**
   * Whether an ended session still has something for a client that shows this position, or none.
   */
  public boolean hasPendingFor(@Nullable Position position) {
    synchronized (lock) {
      return state.hasPendingFor(position);
    }
  }

  /**
   * Lets a listener read from a position on; without one, from the first event that no listener was
   * given.
   *
   * @throws AttachRefusedException when another client listens, or the session has not given the
   *     position
   */
  public Attachment attach(Listener listener, @Nullable Position position)
      throws AttachRefusedException {
    Transport transport = listener.transport();
    Attachment joined;
    Listeners replaced;
    Listeners others;
    synchronized (lock) {
      boolean returning = state.hasGiven(position);
      long start = outbox.start(transport, position);
      replaced = outbox.replaceFor(transport, returning);
      others = outbox.listeners();
      Cursor cursor = outbox.join(listener, start, returning);
      diagnostics.attached(transport, shared.time().nanos());
      joined = new Attachment(lock, outbox, diagnostics, cursor, shared.time());
    }
    replaced.supersede();
    others.wake();
    return joined;
  }

  /** What performs the commands of the client. */
  public SessionCommands commands() {
    return commands;
  }

  /**
   * Called a few times a second.
   *
   * @return whether the session need not be remembered any longer
   */
  boolean tick(long now, long openNanos) {
    Listeners listeners;
    boolean healthy;
    boolean overdue;
    boolean forgettable;
    CloseReason due;
    synchronized (lock) {
      listeners = outbox.listeners();
      boolean alone = listeners.isEmpty();
      boolean expired = alone && opening.isKnown() && lifetime.isExpired(now);
      due =
          state.isClosed()
              ? null
              : expired ? CloseReason.EXPIRED : lifetime.due(now, subscriptions.hadRejection());
      forgettable = alone && lifetime.isForgettable(now);
      overdue = !opening.isKnown() && diagnostics.age(now) >= openNanos;
      outbox.release();
      if (lifetime.settles(now)) {
        outbox.trimDelivered();
      }
      healthy = outbox.isUpstreamOpen() && !subscriptions.hasUnconfirmedStream();
    }
    if (overdue) {
      opening.complete(OpenOutcome.UNAVAILABLE);
    }
    if (due != null) {
      close(due);
      return due.equals(CloseReason.EXPIRED);
    }
    upstreams.tick(now);
    listeners.tick(now, healthy);
    return forgettable;
  }

  /** Reconnects to Rails by an operator's order; nothing is lost that Rails does not lose. */
  void reconnect() {
    synchronized (lock) {
      diagnostics.note(ActivityKind.UPSTREAM_RECONNECT, shared.time().nanos());
    }
    upstreams.reconnect();
  }

  /** How long the connection to Rails has been silent; zero without one. */
  long silentNanos(long now) {
    return upstreams.silentNanos(now);
  }

  SessionView view() {
    synchronized (lock) {
      return new SessionView(lock, identity, state, outbox, subscriptions, diagnostics);
    }
  }
}
