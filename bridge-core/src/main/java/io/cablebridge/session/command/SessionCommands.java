package io.cablebridge.session.command;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.cablebridge.protocol.Command;
import io.cablebridge.protocol.JsonText;
import io.cablebridge.session.delivery.Listeners;
import io.cablebridge.session.delivery.SessionLock;
import io.cablebridge.stream.name.StreamTarget;
import io.cablebridge.time.Time;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Performs the commands of one session. Records each under the session's lock, then calls the
 * upstream without that lock. The {@link CommandLock} is held from the first command of a POST to
 * its last, so that neither another POST nor an answer of Rails comes in between. One of each
 * session, which creates it. Thread-safe.
 */
public final class SessionCommands {
  private final SessionLock lock;
  private final CommandLock commandLock;
  private final UpstreamPair upstreams;
  private final UpstreamSink sink;
  private final CommandCounters counters;
  private final Time time;

  @GuardedBy("lock")
  private final Subscriptions subscriptions;

  /** Null until the client numbers a POST. */
  @GuardedBy("lock")
  private @Nullable PostReorderBuffer numberedPosts;

  /**
   * @param sink gets the rejection of an identifier that names no stream
   */
  public SessionCommands(
      SessionLock lock,
      CommandLock commandLock,
      Subscriptions subscriptions,
      UpstreamPair upstreams,
      UpstreamSink sink) {
    this.lock = lock;
    this.commandLock = commandLock;
    this.subscriptions = subscriptions;
    this.upstreams = upstreams;
    this.sink = sink;
    this.counters = subscriptions.counters();
    this.time = subscriptions.time();
  }

  /**
   * Performs commands when their turn has come.
   *
   * @param seq 1, 2, 3 … within this epoch
   * @param window how long a gap before them is waited for
   * @param answer gets the replies, at once or later; null for a number whose answer is no longer
   *     held
   */
  public void executeInTurn(
      long seq, Duration window, List<Command> commands, Consumer<@Nullable List<Reply>> answer) {
    PostReorderBuffer posts;
    synchronized (lock) {
      if (numberedPosts == null) {
        numberedPosts = new PostReorderBuffer(this::execute, time);
      }
      posts = numberedPosts;
    }
    posts.submit(seq, window, commands, answer);
  }

  /** Performs commands in their order, and returns a reply to each. */
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
    List<Reply> replies;
    Iterator<StreamTarget> nextTarget = targets.iterator();
    synchronized (commandLock) {
      if (hasEnded()) {
        return commands.stream().map(command -> new Reply(null, "session_closed")).toList();
      }
      replies = commands.stream().map(command -> counted(command, nextTarget)).toList();
    }
    if (targets.stream().anyMatch(StreamTarget.Refused.class::isInstance)) {
      listeners().wake(); // their rejections are events
    }
    return replies;
  }

  /** Notes that the client is there; true if it comes too late. */
  private boolean hasEnded() {
    synchronized (lock) {
      return subscriptions.attended();
    }
  }

  private Listeners listeners() {
    synchronized (lock) {
      return subscriptions.listeners();
    }
  }

  /**
   * Commands are answered.
   *
   * @param nanos since they were read
   */
  public void answered(long nanos) {
    counters.latency().record(nanos);
  }

  private Reply counted(Command command, Iterator<StreamTarget> targets) {
    Reply reply = perform(command, targets);
    counters.performed(CommandKind.of(command), reply.error() == null);
    return reply;
  }

  private Reply perform(Command command, Iterator<StreamTarget> targets) {
    if (command instanceof Command.Subscribe subscribe) {
      return subscribe(subscribe, targets.next());
    } else if (command instanceof Command.Unsubscribe unsubscribe) {
      return unsubscribe(unsubscribe.identifier());
    } else if (command instanceof Command.Send send) {
      return send(send);
    }
    return new Reply(null, ((Command.Invalid) command).error());
  }

  private Reply subscribe(Command.Subscribe command, StreamTarget target) {
    JsonText identifier = command.identifier();
    Subscription subscription;
    synchronized (lock) {
      Subscription existing = subscriptions.find(identifier);
      if (existing != null) {
        return new Reply(existing.chanId(), null);
      }
      if (subscriptions.isFull()) {
        counters.rejections().increment(RejectedBy.LIMIT);
        return new Reply(null, "too_many_subscriptions");
      }
      subscription = subscriptions.subscribe(command, target);
    }
    if (target instanceof StreamTarget.Refused refused) {
      sink.rejected(identifier, refused.reason());
      return new Reply(subscription.chanId(), null);
    }
    Upstream upstream = upstreams.of(subscription);
    if (upstream == null || !upstream.subscribe(subscription, command.history())) {
      synchronized (lock) {
        subscriptions.remove(identifier);
      }
      return new Reply(null, "upstream_unavailable");
    }
    return new Reply(subscription.chanId(), null);
  }

  private Reply unsubscribe(JsonText identifier) {
    Subscription removed;
    synchronized (lock) {
      removed = subscriptions.unsubscribe(identifier);
    }
    if (removed == null) {
      return new Reply(null, "not_subscribed");
    }
    Upstream upstream = upstreams.of(removed);
    if (upstream != null) {
      upstream.unsubscribe(identifier);
    }
    return new Reply(removed.chanId(), null);
  }

  private Reply send(Command.Send send) {
    Subscription subscription;
    boolean open;
    synchronized (lock) {
      subscription = subscriptions.perform(send);
      open = subscriptions.isUpstreamOpen();
    }
    if (subscription == null) {
      return new Reply(null, "not_subscribed");
    }
    if (subscription.isStream()) {
      return new Reply(subscription.chanId(), "stream_is_read_only");
    }
    Upstream upstream = upstreams.of(subscription);
    boolean accepted = open && upstream != null && upstream.perform(send.identifier(), send.data());
    return new Reply(subscription.chanId(), accepted ? null : "upstream_unavailable");
  }
}
