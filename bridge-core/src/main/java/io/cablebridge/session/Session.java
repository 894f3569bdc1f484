package io.cablebridge.session;

import io.cablebridge.bounded.HeapBudget;
import io.cablebridge.protocol.Command;
import io.cablebridge.protocol.JsonText;
import io.cablebridge.protocol.Position;
import io.cablebridge.session.command.CommandLock;
import io.cablebridge.session.command.PostReorderBuffer;
import io.cablebridge.session.command.Reply;
import io.cablebridge.session.command.Subscription;
import io.cablebridge.session.delivery.AttachRefusedException;
import io.cablebridge.session.delivery.CloseReason;
import io.cablebridge.session.delivery.Listener;
import io.cablebridge.session.delivery.UpstreamState;
import io.cablebridge.session.diagnostics.ActivityKind;
import io.cablebridge.session.diagnostics.SessionTrace;
import io.cablebridge.stream.name.StreamTarget;
import io.cablebridge.time.Time;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's conversation: its upstreams, its subscriptions, one bounded backlog and its readers.
 * Outlives every response. Created by {@link SessionRegistry#open}; ended by Rails, by the client,
 * by the linger or by the end of the process.
 *
 * <p>Its own monitor guards all of its state. What is decided under it is done after it: no
 * listener, upstream or log is called while it is held. {@link #execute} holds the {@link
 * CommandLock} around it; the two are never taken the other way round.
 */
public final class Session {
  private static final Logger log = LoggerFactory.getLogger(Session.class);

  private final String id;
  private final String epoch = Ids.session();
  private final Credentials credentials;
  private final SessionConfig config;
  private final Runnable onEnd;
  private final UpstreamSink reports;
  private final Upstream.Factory upstreams;
  private final CommandLock commandLock = new CommandLock();
  final @Nullable Handshake handshake;
  final Time time;
  final SessionCounters counters;
  final OpenSignal opening = new OpenSignal();
  final Lifetime lifetime;
  final Outbox feed;
  final SessionTrace trace = new SessionTrace();
  final Map<JsonText, Subscription> subscriptions = new LinkedHashMap<>(2);
  UpstreamState upstreamState = UpstreamState.CONNECTING;

  /** Whether a stream is not there: nobody is pinged into thinking that all is well. */
  private boolean streamsAway;

  @Nullable CloseReason closed;

  /** The connection to Rails; null before {@link #begin}, without Rails, and after the end. */
  @Nullable Upstream cable;

  /** Null until the client subscribes to a stream, and after the end. */
  private @Nullable Upstream streams;

  private @Nullable PostReorderBuffer sequence;

  public Session(
      String id,
      Credentials credentials,
      SessionConfig config,
      HeapBudget budget,
      Time time,
      SessionCounters counters,
      boolean passing,
      @Nullable Handshake handshake,
      Upstream.Factory upstreams,
      Runnable onEnd) {
    this.id = id;
    this.credentials = credentials;
    this.config = config;
    this.time = time;
    this.counters = counters;
    this.handshake = handshake;
    this.upstreams = upstreams;
    this.onEnd = onEnd;
    this.feed = new Outbox(config, budget, counters.delivery(), !passing);
    this.lifetime = new Lifetime(config, passing, time.nanos());
    this.reports = new UpstreamSink(this, config);
  }

  /** Starts connecting to Rails; a session that needs no Rails is open at once. */
  public void begin() {
    Upstream connection = upstreams.cable(this, commandLock, handshake);
    synchronized (this) {
      if (closed != null) {
        return; // another request has found and ended it already
      }
      cable = connection;
    }
    if (connection != null) {
      connection.open();
    } else {
      reports.welcomed();
      reports.opened();
    }
  }

  public String id() {
    return id;
  }

  /** The {@code session_id}. */
  public String epoch() {
    return epoch;
  }

  public Credentials credentials() {
    return credentials;
  }

  public synchronized UpstreamState upstreamState() {
    return upstreamState;
  }

  public synchronized List<String> chanIds() {
    return subscriptions.values().stream().map(Subscription::chanId).toList();
  }

  /** What its upstream tells it. */
  public UpstreamSink reports() {
    return reports;
  }

  /** Ends the session at a moment of {@link Time#nanos}. */
  public synchronized void endAt(long nanos, CloseReason reason) {
    lifetime.endAt(nanos, reason);
  }

  /** How many undelivered events are kept; clamped to what the configuration allows. */
  public synchronized void limitQueue(long events) {
    feed.limit((int) Math.max(1, Math.min(events, config.maxQueueEvents())));
  }

  // ---- opening and ending ----

  /** Calls back once it is known how the opening went: at once when it is already. */
  public void whenOpened(Consumer<OpenOutcome> callback) {
    opening.whenKnown(callback);
  }

  /** Ends the session and its upstream; whoever reads it gets what is left, then {@code closed}. */
  public void close(CloseReason reason) {
    Upstream endingCable;
    Upstream endingStreams;
    Attachment[] readers;
    long age;
    synchronized (this) {
      if (closed != null) {
        return;
      }
      closed = reason;
      upstreamState = UpstreamState.CLOSED;
      note(ActivityKind.CLOSED);
      age = age();
      lifetime.attended(time.nanos());
      endingCable = cable;
      cable = null;
      endingStreams = streams;
      streams = null;
      readers = feed.attachments();
    }
    onEnd.run();
    counters.closed(reason, age);
    log.info(
        "session closed id={} session_id={} reason={}",
        Ids.shortened(id),
        Ids.nameOf(epoch),
        reason.text());
    if (endingCable != null) {
      endingCable.close();
    }
    if (endingStreams != null) {
      endingStreams.close();
    }
    opening.tell(OpenOutcome.endedBy(reason));
    Wakeups.wake(readers);
  }

  /** Nobody can come back to it. */
  public synchronized void forgotten() {
    feed.forget();
  }

  /** Why the session has ended; null while it lives. */
  public synchronized @Nullable CloseReason closeReason() {
    return closed;
  }

  /**
   * Whether an ended session still has something for a reader who is, or is not, at a position of
   * it. Who deleted it knows.
   */
  public synchronized boolean owes(@Nullable Position position) {
    return closed != null
        && ((!feed.endTold() && !closed.equals(CloseReason.DELETED))
            || (position != null && position.epoch().equals(epoch)));
  }

  // ---- listeners ----

  /**
   * Lets a listener read from a position on; without one, from the first event that nobody was
   * given yet.
   *
   * @throws AttachRefusedException when somebody else listens, or the position is none of this
   *     session
   */
  public Attachment attach(Listener listener, @Nullable Position position)
      throws AttachRefusedException {
    return Attachment.join(this, listener, position);
  }

  // ---- commands ----

  /**
   * Performs commands when their turn has come.
   *
   * @param seq 1, 2, 3 … within this epoch
   * @param window how long a gap before them is waited for
   * @param answer gets the replies, at once or later; null for a number whose answer is not held
   *     any more
   */
  public void executeInTurn(
      long seq, Duration window, List<Command> commands, Consumer<@Nullable List<Reply>> answer) {
    PostReorderBuffer turns;
    synchronized (this) {
      if (sequence == null) {
        sequence = new PostReorderBuffer(this::execute, time);
      }
      turns = sequence;
    }
    turns.submit(seq, window, commands, answer);
  }

  /**
   * Performs commands in order, and answers each. Two calls reach Rails in the order in which they
   * came.
   */
  public List<Reply> execute(List<Command> commands) {
    return execute(
        commands,
        commands.stream()
            .filter(Command.Subscribe.class::isInstance)
            .map(command -> upstreams.resolve(((Command.Subscribe) command).identifier()))
            .toList());
  }

  /**
   * Performs commands whose identifiers the caller has resolved already.
   *
   * @param targets what the identifiers of the subscribe commands name, in their order
   */
  public List<Reply> execute(List<Command> commands, List<StreamTarget> targets) {
    synchronized (this) {
      lifetime.attended(time.nanos());
    }
    return new CommandExecution(this, commandLock, config.maxSubscriptions(), targets)
        .perform(commands);
  }

  /** The upstream that carries a subscription; null without Rails, and when the session ends. */
  @Nullable Upstream upstreamOf(Subscription subscription) {
    synchronized (this) {
      if (!subscription.isStream()) {
        return cable;
      }
      if (streams == null && closed == null) {
        streams = upstreams.streams(this, commandLock);
      }
      return streams;
    }
  }

  /**
   * Commands are answered.
   *
   * @param nanos since they were read
   */
  public void answered(long nanos) {
    counters.commands().latency().record(nanos);
  }

  // ---- time ----

  /**
   * Called a few times a second.
   *
   * @return whether the session can be forgotten
   */
  boolean tick(long now, long openNanos) {
    Upstream ticking;
    Attachment[] readers;
    boolean healthy;
    boolean overdue;
    boolean over;
    CloseReason due;
    synchronized (this) {
      readers = feed.attachments();
      boolean alone = readers.length == 0;
      boolean expired = alone && opening.isKnown() && lifetime.isLingeredOut(now);
      due = closed != null ? null : expired ? CloseReason.EXPIRED : lifetime.due(now);
      over = alone && closed != null && lifetime.isForgettable(closed, now);
      overdue = !opening.isKnown() && lifetime.age(now) >= openNanos;
      feed.release();
      if (lifetime.settles(now)) {
        feed.settle();
      }
      ticking = cable;
      healthy = upstreamState == UpstreamState.OPEN && !streamsAway;
    }
    if (overdue) {
      opening.tell(OpenOutcome.AWAY);
    }
    if (due != null) {
      close(due);
      return due.equals(CloseReason.EXPIRED);
    }
    if (ticking != null) {
      ticking.tick(now);
    }
    for (Attachment reader : readers) {
      reader.listener.tick(now, healthy);
    }
    return over;
  }

  /** A stream is wanted, there, lost, or not wanted any more; under the session's lock. */
  void streamsChanged() {
    streamsAway =
        subscriptions.values().stream().anyMatch(one -> one.isStream() && !one.confirmed());
  }

  // ---- for the operator ----

  /** Under the session's lock. */
  void note(ActivityKind what) {
    trace.note(what, age());
  }

  /** Since it was opened, in nanoseconds. */
  long age() {
    return lifetime.age(time.nanos());
  }

  /** A write to the client took long. */
  synchronized void stalled(long millis) {
    trace.stalled(age(), millis);
  }

  /** Has its upstream connect anew; nothing is lost that Rails does not lose. */
  void reconnect() {
    Upstream seeking;
    synchronized (this) {
      seeking = cable;
      note(ActivityKind.UPSTREAM_RECONNECT);
    }
    if (seeking != null) {
      seeking.reconnect();
    }
  }

  SessionView view() {
    return new SessionView(this);
  }
}
