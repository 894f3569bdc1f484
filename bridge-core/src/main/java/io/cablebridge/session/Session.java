package io.cablebridge.session;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.cablebridge.protocol.CloseReason;
import io.cablebridge.protocol.Ids;
import io.cablebridge.protocol.Position;
import io.cablebridge.protocol.UpstreamState;
import io.cablebridge.session.command.Handshake;
import io.cablebridge.session.command.SessionCommands;
import io.cablebridge.session.command.Subscription;
import io.cablebridge.session.command.Subscriptions;
import io.cablebridge.session.command.Upstream;
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
import io.cablebridge.session.diagnostics.EndedSession;
import io.cablebridge.session.diagnostics.SessionDiagnostics;
import io.cablebridge.time.Time;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's conversation with its upstreams; it outlives every response. It owns one instance of
 * each part and creates their lock, decides under the {@link SessionLock}, and acts after it: no
 * listener, upstream or log is called while that lock is held. Created by {@link
 * SessionRegistry#open}; ended by Rails, the client, an operator, the linger or the end of the
 * process.
 */
public final class Session implements UpstreamSink {
  private static final Logger log = LoggerFactory.getLogger(Session.class);

  private final String id;
  private final String epoch = Ids.session();
  private final Credentials credentials;
  private volatile @Nullable Handshake handshake;
  private final SharedResources shared;
  private final SessionLock lock = new SessionLock();
  private final Subscriptions subscriptions;
  private final SessionCommands commands;
  private final OpenSignal opening = new OpenSignal();

  @GuardedBy("lock")
  private final SessionState state;

  @GuardedBy("lock")
  private final Outbox outbox;

  @GuardedBy("lock")
  private final SessionDiagnostics diagnostics;

  /**
   * @param id the events id, by which the client names the session
   * @param handshake what Rails receives of the opening request; null without Rails and request
   * @param ephemeral whether the session lives no longer than its one response
   * @param shared its configuration holds until the end of the session
   */
  public Session(
      String id,
      Credentials credentials,
      @Nullable Handshake handshake,
      boolean ephemeral,
      SharedResources shared) {
    this.id = id;
    this.credentials = credentials;
    this.handshake = handshake;
    this.shared = shared;
    SessionConfig config = shared.config();
    SessionCounters counters = shared.counters();
    Time time = shared.time();
    long now = time.nanos();
    Backlog backlog = new Backlog(config.queueEvents(), config.queueBytes(), shared.budget());
    this.state = new SessionState(epoch, ephemeral, config.linger(), now);
    this.diagnostics = new SessionDiagnostics(now);
    this.outbox = new Outbox(state, backlog, diagnostics, counters.delivery());
    this.subscriptions =
        new Subscriptions(
            lock, outbox, diagnostics, counters.commands(), time, config.maxSubscriptions());
    this.commands =
        new SessionCommands(lock, state, this, shared.upstreams(), counters.commands(), time);
  }

  /** Starts to connect to Rails; a session that needs no Rails is open at once. */
  public void begin() {
    if (!commands.open(handshake)) {
      subscriptions.welcomed();
      opened();
    }
  }

  public String id() {
    return id;
  }

  @Override
  public String epoch() {
    return epoch;
  }

  /** The address of its client; empty if unknown. */
  String address() {
    Handshake current = handshake;
    return current == null ? "" : current.address();
  }

  public Credentials credentials() {
    return credentials;
  }

  /**
   * A request of the client, with the session's credentials, renews what Rails receives with the
   * next connect; this connects if Rails has disconnected the client.
   */
  public void renew(Handshake newer) {
    handshake = newer;
    commands.renew(newer);
  }

  public SessionCommands commands() {
    return commands;
  }

  @Override
  public Subscriptions subscriptions() {
    return subscriptions;
  }

  public List<String> chanIds() {
    return subscriptions.all().stream().map(Subscription::chanId).toList();
  }

  public UpstreamState upstreamState() {
    synchronized (lock) {
      return state.upstream();
    }
  }

  /** As {@link SessionState#endAt}. */
  public void endAt(long nanos, CloseReason reason) {
    synchronized (lock) {
      state.endAt(nanos, reason);
    }
  }

  /** Sets how many undelivered events are kept; the configuration has its maximum. */
  public void limitQueue(long events) {
    int max = shared.config().maxQueueEvents();
    synchronized (lock) {
      outbox.limit((int) Math.max(1, Math.min(events, max)));
    }
  }

  /** Calls back with the outcome of the opening: at once if it is known. */
  public void whenOpened(Consumer<OpenOutcome> callback) {
    opening.whenKnown(callback);
  }

  @Override
  public void opened() {
    opening.complete(OpenOutcome.WELCOMED);
  }

  @Override
  public void connectFailed() {
    synchronized (lock) {
      diagnostics.connectFailed(shared.time().nanos());
    }
    opening.complete(OpenOutcome.UNAVAILABLE);
  }

  /** Ends the session and its upstreams; its listeners get what is left, then {@code closed}. */
  @Override
  public void close(CloseReason reason) {
    List<Upstream> ending;
    Listeners listeners;
    EndedSession ended;
    long now = shared.time().nanos();
    synchronized (lock) {
      if (state.isClosed()) {
        return;
      }
      ended = view().ended(reason, now, shared.time().now());
      state.close(reason, now);
      diagnostics.note(ActivityKind.CLOSED, now);
      ending = commands.end();
      listeners = outbox.listeners();
    }
    shared.onEnd().accept(ended);
    log.info("session closed id={} {}", Ids.shortened(id), ended.logFields());
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

  /** As {@link SessionState#hasPendingFor}. */
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
    boolean allowReuse = shared.config().allowReuse();
    Attachment joined;
    Listeners replaced;
    Listeners others;
    synchronized (lock) {
      boolean returning = state.hasGiven(position);
      long start = outbox.start(listener.transport(), position);
      replaced = outbox.replaceFor(listener.transport(), returning, allowReuse);
      others = outbox.listeners();
      boolean follows = position == null && !allowReuse;
      Cursor cursor = outbox.join(listener, start, returning, follows, shared.time().nanos());
      joined = new Attachment(lock, outbox, cursor, shared.time());
    }
    replaced.supersede();
    others.wake();
    return joined;
  }

  /** Called a few times a second; returns whether the session may be removed. */
  boolean tick(long now, long openNanos) {
    boolean isOpened = opening.isKnown();
    boolean streamsHealthy = commands.areStreamsHealthy();
    Listeners listeners;
    boolean healthy;
    boolean overdue;
    boolean forgettable;
    CloseReason due;
    synchronized (lock) {
      listeners = outbox.listeners();
      due = state.due(now, !listeners.isEmpty() || !isOpened);
      forgettable = listeners.isEmpty() && state.isForgettable(now, shared.config().tombstone());
      overdue = !isOpened && diagnostics.age(now) >= openNanos;
      outbox.release();
      if (state.settles(now)) {
        outbox.trimDelivered();
      }
      healthy = streamsHealthy && state.upstream() == UpstreamState.OPEN;
    }
    if (overdue) {
      opening.complete(OpenOutcome.UNAVAILABLE);
    }
    if (due != null) {
      close(due);
      return due.equals(CloseReason.EXPIRED) || due.equals(CloseReason.WRITE_STALLED);
    }
    commands.tick(now);
    listeners.tick(now, healthy);
    return forgettable;
  }

  /** Reconnects to Rails by an operator's order; nothing is lost that Rails does not lose. */
  void reconnect() {
    synchronized (lock) {
      diagnostics.note(ActivityKind.RECONNECT_BY_OPERATOR, shared.time().nanos());
    }
    commands.reconnect();
  }

  SessionView view() {
    synchronized (lock) {
      return new SessionView(lock, handshake, subscriptions, state, outbox, diagnostics);
    }
  }
}
