package io.cablebridge.session;

import io.cablebridge.protocol.Command;
import io.cablebridge.protocol.JsonText;
import io.cablebridge.protocol.Payload;
import io.cablebridge.protocol.Position;
import io.cablebridge.session.Event.Kind;
import io.cablebridge.session.Subscription.Source;
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
 * One client's conversation: its upstream, its subscriptions, one bounded backlog and whoever reads
 * it. Outlives every response. Created by {@link SessionRegistry#open}; ended by Rails, by the
 * client, by the linger or by the end of the process.
 *
 * <p>Its own monitor guards all of its state. What is decided under it is done after it: no
 * listener, upstream or log is called while it is held. {@link #execute} holds the upstream's
 * monitor around it, which orders commands; the two are never taken the other way round.
 */
public final class Session {
  /** Between two polls nobody listens: clients were promised this much, whatever the linger. */
  private static final Duration POLL_LINGER = Duration.ofSeconds(30);

  /** Long enough for one listener of a response to follow another. */
  private static final Duration PASSING_LINGER = Duration.ofSeconds(1);

  private static final Logger log = LoggerFactory.getLogger(Session.class);

  private final String id;
  private final String epoch = Ids.session();
  private final Credentials credentials;
  private final SessionConfig config;
  private final Time time;
  private final Totals totals;
  private final Feed feed;
  private final boolean passing;
  private final OpeningQueue opening = new OpeningQueue();
  private final long createdNanos;
  private final Runnable onEnd;
  final Map<JsonText, Subscription> subscriptions = new LinkedHashMap<>(2);
  private @Nullable Upstream upstream;
  private UpstreamState upstreamState = UpstreamState.CONNECTING;
  private @Nullable CommandSequence sequence;
  private @Nullable CloseReason closed;
  private @Nullable Ending ending;

  /** An end that was fixed from the first. */
  private record Ending(long nanos, CloseReason reason) {}

  /** When delivered events were last let go. */
  private long settleNanos;

  private long unattendedNanos;

  /** How long nobody needs to listen before this ends. */
  private long lingerNanos;

  Session(
      String id,
      Credentials credentials,
      SessionConfig config,
      BacklogBudget budget,
      Time time,
      Totals totals,
      boolean passing,
      Runnable onEnd) {
    this.id = id;
    this.credentials = credentials;
    this.config = config;
    this.time = time;
    this.totals = totals;
    this.onEnd = onEnd;
    this.feed = new Feed(config, budget, !passing);
    this.passing = passing;
    this.createdNanos = time.nanos();
    this.settleNanos = createdNanos;
    this.unattendedNanos = createdNanos;
    this.lingerNanos = config.linger().toNanos();
  }

  void begin(Upstream newUpstream) {
    synchronized (this) {
      if (closed != null) {
        return; // somebody who found it at once has ended it already
      }
      upstream = newUpstream;
    }
    newUpstream.open();
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

  /** Ends the session at a moment of {@link Time#nanos}. */
  public synchronized void endAt(long nanos, CloseReason reason) {
    ending = new Ending(nanos, reason);
  }

  /** How many undelivered events are kept; clamped to what the configuration allows. */
  public synchronized void limitQueue(long events) {
    feed.limit((int) Math.max(1, Math.min(events, config.maxQueueEvents())));
  }

  // ---- opening and ending ----

  /** Calls back once it is known how the opening went: at once when it is already. */
  public void whenOpened(Consumer<Opening> callback) {
    opening.whenKnown(callback);
  }

  /** Ends the session and its upstream; whoever reads it gets what is left, then {@code closed}. */
  public void close(CloseReason reason) {
    Upstream ending;
    Attachment[] readers;
    synchronized (this) {
      if (closed != null) {
        return;
      }
      closed = reason;
      upstreamState = UpstreamState.CLOSED;
      unattendedNanos = time.nanos();
      ending = upstream;
      upstream = null;
      readers = feed.attachments();
    }
    onEnd.run();
    totals.closed(reason);
    log.info(
        "session closed id={} session_id={} reason={}",
        Ids.shortened(id),
        Ids.shortened(epoch),
        reason.text());
    if (ending != null) {
      ending.close();
    }
    opening.tell(
        reason.equals(CloseReason.UNAUTHORIZED)
            ? Opening.UNAUTHORIZED
            : reason.equals(CloseReason.ORIGIN_REFUSED) ? Opening.ORIGIN_REFUSED : Opening.CLOSED);
    Readers.wake(readers);
  }

  /** Nobody can come back to it. */
  synchronized void forgotten() {
    feed.forget();
  }

  /** Why the session has ended; null while it lives. */
  public synchronized @Nullable CloseReason closeReason() {
    return closed;
  }

  /**
   * Whether an ended session still has something for a reader who is, or is not, at a position of
   * it.
   */
  public synchronized boolean owes(@Nullable Position position) {
    return closed != null
        && (!feed.endTold() || (position != null && position.epoch().equals(epoch)));
  }

  // ---- listeners ----

  /**
   * Lets a listener read from a position on; without one, from the first event that nobody was
   * given yet.
   *
   * @throws AttachRefused when somebody else listens, or the position is none of this session
   */
  public Attachment attach(Listener listener, @Nullable Position position) throws AttachRefused {
    Attachment joining;
    Attachment[] givingWay;
    Attachment[] fellows;
    synchronized (this) {
      Long offset = offsetOf(position);
      boolean returning = offset != null && position != null && position.epoch().equals(epoch);
      joining = new Attachment(this, listener, feed.start(offset));
      givingWay = feed.giveWay(listener.transport(), returning);
      for (Attachment old : givingWay) {
        feed.leave(old);
      }
      if (listener.transport() == Transport.SSE) {
        feed.acknowledgeNothing();
        Event joined = new Event.Joined(upstreamState, returning);
        for (Attachment fellow : feed.attachments()) {
          fellow.tell(joined);
        }
        joining.tell(joined);
      } else if (returning) {
        feed.acknowledge(joining.cursor);
      } else {
        feed.acknowledgeNothing();
      }
      fellows = feed.attachments();
      feed.join(joining);
    }
    for (Attachment old : givingWay) {
      old.listener.superseded();
    }
    Readers.wake(fellows);
    return joining;
  }

  /**
   * A position of another epoch is of a client whose session was lost: it has seen nothing of this
   * one.
   */
  private @Nullable Long offsetOf(@Nullable Position position) {
    if (position == null) {
      return null;
    }
    return position.epoch().equals(epoch) ? position.offset() : 0L;
  }

  @Nullable Delivery take(Attachment attachment, boolean evenNothing) {
    Delivery delivery;
    long written;
    synchronized (this) {
      if (attachment.detached) {
        return null;
      }
      written = feed.written(attachment);
      delivery = feed.take(attachment, upstreamState, closed, evenNothing);
    }
    totals.messagesOut.add(written);
    return delivery;
  }

  void detach(Attachment attachment, boolean finished) {
    long written = 0;
    synchronized (this) {
      if (finished) {
        written = feed.written(attachment);
      }
      if (!attachment.detached) {
        feed.leave(attachment);
        unattendedNanos = time.nanos();
        long linger = config.linger().toNanos();
        boolean poll = attachment.listener.transport() == Transport.POLL;
        lingerNanos = poll ? Math.max(linger, POLL_LINGER.toNanos()) : linger;
        if (passing) {
          lingerNanos = PASSING_LINGER.toNanos();
        }
      }
    }
    totals.messagesOut.add(written);
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
    CommandSequence turns;
    synchronized (this) {
      if (sequence == null) {
        sequence = new CommandSequence(this::execute, time);
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
    Upstream to;
    synchronized (this) {
      to = upstream;
      unattendedNanos = time.nanos();
    }
    return to == null
        ? commands.stream().map(c -> new Reply(null, "session_closed")).toList()
        : new CommandExecution(this, to, config.maxSubscriptions()).perform(commands);
  }

  // ---- what the upstream reports ----

  /**
   * Rails said welcome. The upstream holds its own monitor meanwhile, so that no command comes in
   * between; {@link #opened} follows.
   *
   * @return what must be subscribed on the new connection
   */
  public synchronized List<JsonText> welcomed() {
    if (closed != null) {
      return List.of();
    }
    upstreamState = UpstreamState.OPEN;
    return subscriptions.values().stream()
        .filter(subscription -> subscription.source() == Source.CABLE)
        .map(Subscription::identifier)
        .toList();
  }

  /** What was subscribed has been asserted: whoever waits for the opening may go on. */
  public void opened() {
    opening.tell(Opening.WELCOMED);
  }

  /** A try to connect has failed; more will follow. */
  public void away() {
    opening.tell(Opening.AWAY);
  }

  /** The welcomed connection is gone; it is being sought again. */
  public void lost() {
    long wallNanos = time.wallNanos();
    Attachment[] readers;
    long lost = 0;
    synchronized (this) {
      if (upstreamState != UpstreamState.OPEN) {
        return;
      }
      upstreamState = UpstreamState.RECONNECTING;
      for (Subscription subscription : subscriptions.values()) {
        if (subscription.source() == Source.CABLE) {
          lost += feed.append(Kind.DISCONNECTED, subscription, wallNanos, null, null);
        }
      }
      readers = feed.attachments();
    }
    totals.messagesDropped.add(lost);
    Readers.wake(readers);
  }

  /**
   * Rails confirmed a subscription. The upstream may hold its monitor, so that no command comes in
   * between; it wakes the readers afterwards.
   */
  public Readers confirmed(JsonText identifier) {
    return append(Kind.CONNECTED, identifier, null, null);
  }

  /**
   * Rails rejected a subscription; as {@link #confirmed}.
   *
   * @param reason null when Rails itself said so
   */
  public Readers rejected(JsonText identifier, @Nullable String reason) {
    return append(Kind.REJECTED, identifier, null, reason);
  }

  /** A message for a subscription. */
  public void received(JsonText identifier, Payload message) {
    totals.messagesIn.increment();
    append(Kind.RECEIVED, identifier, message, null).wake();
  }

  /**
   * A stream is read from here on, what was missed of it first.
   *
   * @param start where that is, carried by the confirmation
   * @param complete whether that is all; null when nothing of the past was asked for
   */
  public void caughtUp(
      JsonText identifier,
      @Nullable Payload start,
      List<? extends Payload> missed,
      @Nullable Boolean complete) {
    long wallNanos = time.wallNanos();
    Attachment[] readers;
    long lost;
    synchronized (this) {
      Subscription subscription = subscriptions.get(identifier);
      if (subscription == null || closed != null) {
        return;
      }
      feed.makeRoom(missed.size() + config.queueEvents());
      lost = feed.append(Kind.CONNECTED, subscription, wallNanos, start, null);
      for (Payload message : missed) {
        lost += feed.append(Kind.RECEIVED, subscription, wallNanos, message, null);
      }
      if (complete != null) {
        Kind outcome = complete ? Kind.CONFIRM_HISTORY : Kind.REJECT_HISTORY;
        lost += feed.append(outcome, subscription, wallNanos, null, null);
      }
      readers = feed.attachments();
    }
    totals.messagesDropped.add(lost);
    Readers.wake(readers);
  }

  /** A stream is away; {@link #caughtUp} follows. */
  public void lost(JsonText identifier) {
    append(Kind.DISCONNECTED, identifier, null, null).wake();
  }

  private Readers append(
      Kind kind, JsonText identifier, @Nullable Payload message, @Nullable String reason) {
    long wallNanos = time.wallNanos();
    Attachment[] readers;
    long lost;
    synchronized (this) {
      Subscription subscription = subscriptions.get(identifier);
      if (subscription == null || closed != null) {
        return Readers.NOBODY; // said before Rails knew of our unsubscribe
      }
      if (kind == Kind.REJECTED) {
        subscriptions.remove(identifier);
        if (passing) {
          ending = new Ending(time.nanos(), CloseReason.UNAUTHORIZED);
        }
      }
      lost = feed.append(kind, subscription, wallNanos, message, reason);
      readers = feed.attachments();
    }
    totals.messagesDropped.add(lost);
    return new Readers(readers);
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
    boolean expired;
    boolean overdue;
    boolean over;
    Ending due;
    synchronized (this) {
      due = ending != null && closed == null && now - ending.nanos() >= 0 ? ending : null;
      over =
          closed != null
              && feed.attachments().length == 0
              && (closed.reconnect() || now - unattendedNanos >= config.tombstone().toNanos());
      overdue = !opening.isKnown() && now - createdNanos >= openNanos;
      expired =
          closed == null
              && feed.attachments().length == 0
              && opening.isKnown()
              && now - unattendedNanos >= lingerNanos;
      if (now - settleNanos >= config.linger().toNanos()) {
        feed.settle();
        settleNanos = now;
      }
      ticking = upstream;
      readers = feed.attachments();
      healthy = upstreamState == UpstreamState.OPEN;
    }
    if (overdue) {
      opening.tell(Opening.AWAY);
    }
    if (expired) {
      close(CloseReason.EXPIRED);
      return true;
    }
    if (due != null) {
      close(due.reason());
    }
    if (ticking != null) {
      ticking.tick(now);
    }
    for (Attachment reader : readers) {
      reader.listener.tick(now, healthy);
    }
    return over;
  }

  synchronized int listeners() {
    return feed.attachments().length;
  }

  synchronized SessionSnapshot snapshot(long now) {
    Attachment[] readers = feed.attachments();
    return new SessionSnapshot(
        Ids.shortened(id),
        readers.length == 0 ? "none" : readers[0].listener.transport().text(),
        Duration.ofNanos(now - createdNanos),
        subscriptions.keySet().stream().map(JsonText::toString).toList(),
        readers.length,
        feed.queueLength(),
        feed.queueBytes(),
        feed.dropped(),
        upstreamState.text());
  }
}
