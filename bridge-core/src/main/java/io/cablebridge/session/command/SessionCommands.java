package io.cablebridge.session.command;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.cablebridge.protocol.Command;
import io.cablebridge.protocol.JsonText;
import io.cablebridge.protocol.UpstreamState;
import io.cablebridge.session.delivery.Listeners;
import io.cablebridge.session.delivery.SessionLock;
import io.cablebridge.session.delivery.SessionState;
import io.cablebridge.stream.name.StreamTarget;
import io.cablebridge.time.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Performs the commands of one session on its two upstreams: its connection to Rails and its
 * streams, each created when it is needed. The {@link CommandLock} is held from the first command
 * of a POST to its last, so that neither another POST nor an answer of Rails comes in between; the
 * upstreams are called without the session's lock. One of each session, which creates and ends it.
 * Thread-safe.
 */
public final class SessionCommands {
  private final SessionLock lock;
  private final CommandLock commandLock = new CommandLock();
  private final Subscriptions subscriptions;
  private final UpstreamSink sink;
  private final Upstream.Factory upstreams;
  private final CommandCounters counters;
  private final Time time;

  @GuardedBy("lock")
  private final SessionState state;

  /** Null before {@link #open}, in a session without Rails, and after the end. */
  @GuardedBy("lock")
  private @Nullable Upstream cable;

  /** Null until the client subscribes to a stream, and after the end. */
  @GuardedBy("lock")
  private @Nullable Upstream streams;

  /** Null until the client numbers a POST. */
  @GuardedBy("lock")
  private @Nullable PostReorderBuffer numberedPosts;

  public SessionCommands(
      SessionLock lock,
      SessionState state,
      UpstreamSink sink,
      Upstream.Factory upstreams,
      CommandCounters counters,
      Time time) {
    this.lock = lock;
    this.state = state;
    this.subscriptions = sink.subscriptions();
    this.sink = sink;
    this.upstreams = upstreams;
    this.counters = counters;
    this.time = time;
  }

  /** Starts to connect to Rails; false if the session needs no Rails. */
  public boolean open(@Nullable Handshake handshake) {
    Upstream connection = upstreams.cable(sink, commandLock, handshake);
    synchronized (lock) {
      if (state.isClosed()) {
        return true; // another request has found the session and ended it already
      }
      cable = connection;
    }
    if (connection != null) {
      connection.open();
    }
    return connection != null;
  }

  /** The connection to Rails; null without Rails, and after the end. */
  public @Nullable Upstream cable() {
    synchronized (lock) {
      return cable;
    }
  }

  /** As {@link Upstream#tick}. */
  public void tick(long nanos) {
    Upstream rails = cable();
    if (rails != null) {
      rails.tick(nanos);
    }
  }

  /** As {@link Upstream#resumed}. */
  public void resumed(long nanos) {
    Upstream rails = cable();
    if (rails != null) {
      rails.resumed(nanos);
    }
  }

  /** As {@link Upstream#renew}. */
  public void renew(Handshake newer) {
    Upstream rails = cable();
    if (rails != null) {
      rails.renew(newer);
    }
  }

  /** As {@link Upstream#reconnect}. */
  public void reconnect() {
    Upstream rails = cable();
    if (rails != null) {
      rails.reconnect();
    }
  }

  /** Whether each stream of the session is delivered: heartbeats must not hide that one is not. */
  public boolean areStreamsHealthy() {
    return subscriptions.areStreamsHealthy(upstreams.streamsAreDelivered());
  }

  /** The session has ended; returns the upstreams, to be closed when no lock is held. */
  public List<Upstream> end() {
    synchronized (lock) {
      List<Upstream> ending = new ArrayList<>(2);
      if (cable != null) {
        ending.add(cable);
      }
      if (streams != null) {
        ending.add(streams);
      }
      cable = null;
      streams = null;
      return ending;
    }
  }

  /**
   * Performs commands when their turn has come, and answers them: at once or later, with null if
   * the answer to a repeated number is no longer held.
   *
   * @param seq 1, 2, 3 … within this epoch
   * @param window how long a gap before them is waited for
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

  public List<Reply> execute(List<Command> commands) {
    return execute(
        commands,
        commands.stream()
            .filter(Command.Subscribe.class::isInstance)
            .map(command -> upstreams.resolve(((Command.Subscribe) command).identifier()))
            .toList());
  }

  /** The same with what the identifiers of the subscribe commands name, in their order. */
  public List<Reply> execute(List<Command> commands, List<StreamTarget> targets) {
    Iterator<StreamTarget> nextTarget = targets.iterator();
    List<Listeners> toWake = new ArrayList<>(0);
    EqualIdentifiers equal = new EqualIdentifiers(subscriptions);
    List<Reply> replies;
    synchronized (commandLock) {
      if (hasEnded()) {
        return commands.stream().map(command -> new Reply(null, "session_closed")).toList();
      }
      replies =
          commands.stream().map(command -> perform(command, nextTarget, equal, toWake)).toList();
    }
    toWake.forEach(Listeners::wake);
    return replies;
  }

  /** Notes that the client is there; true if it comes too late. */
  private boolean hasEnded() {
    synchronized (lock) {
      state.attended(time.nanos());
      return state.isClosed();
    }
  }

  /** Commands are answered, this time after they were read. */
  public void answered(long nanos) {
    counters.latency().record(nanos);
  }

  private Reply perform(
      Command command,
      Iterator<StreamTarget> targets,
      EqualIdentifiers equal,
      List<Listeners> toWake) {
    if (command instanceof Command.Subscribe subscribe) {
      Reply reply = subscribe(subscribe, targets.next(), toWake);
      equal.add(subscribe.identifier());
      return counted(CommandKind.SUBSCRIBE, reply);
    } else if (command instanceof Command.Unsubscribe unsubscribe) {
      return counted(CommandKind.UNSUBSCRIBE, unsubscribe(unsubscribe.identifier(), equal));
    } else if (command instanceof Command.Send send) {
      return counted(CommandKind.SEND, send(send, equal));
    }
    return counted(CommandKind.INVALID, new Reply(null, ((Command.Invalid) command).error()));
  }

  private Reply counted(CommandKind kind, Reply reply) {
    (reply.error() == null ? counters.accepted() : counters.refused()).increment(kind);
    return reply;
  }

  private Reply subscribe(Command.Subscribe command, StreamTarget target, List<Listeners> toWake) {
    JsonText identifier = command.identifier();
    Subscription existing = subscriptions.find(identifier);
    if (existing != null) {
      return new Reply(existing.chanId(), null);
    }
    Subscription subscription = subscriptions.subscribe(command, target);
    if (subscription == null) {
      return new Reply(null, "too_many_subscriptions");
    }
    if (target instanceof StreamTarget.Refused refused) {
      toWake.add(subscriptions.rejected(identifier, refused.reason()));
      return new Reply(subscription.chanId(), null);
    }
    Upstream upstream = upstreamOf(subscription);
    if (upstream == null || !upstream.subscribe(subscription, command.history())) {
      subscriptions.remove(identifier);
      return new Reply(null, "upstream_unavailable");
    }
    return new Reply(subscription.chanId(), null);
  }

  private Reply unsubscribe(JsonText identifier, EqualIdentifiers equal) {
    Subscription removed = subscriptions.unsubscribe(identifier);
    if (removed == null) {
      JsonText other = equal.find(identifier);
      return other == null ? new Reply(null, "not_subscribed") : unsubscribe(other, equal);
    }
    Upstream upstream = upstreamOf(removed);
    if (upstream != null) {
      upstream.unsubscribe(identifier);
    }
    return new Reply(removed.chanId(), null);
  }

  private Reply send(Command.Send send, EqualIdentifiers equal) {
    Subscription subscription = subscriptions.perform(send);
    if (subscription == null) {
      JsonText other = equal.find(send.identifier());
      return other == null
          ? new Reply(null, "not_subscribed")
          : send(new Command.Send(other, send.data()), equal);
    }
    if (subscription.isStream()) {
      return new Reply(subscription.chanId(), "stream_is_read_only");
    }
    Upstream upstream = isUpstreamOpen() ? upstreamOf(subscription) : null;
    boolean accepted = upstream != null && upstream.perform(send.identifier(), send.data());
    return new Reply(subscription.chanId(), accepted ? null : "upstream_unavailable");
  }

  private boolean isUpstreamOpen() {
    synchronized (lock) {
      return state.upstream() == UpstreamState.OPEN;
    }
  }

  /** The upstream that carries a subscription; null without Rails, and after the end. */
  private @Nullable Upstream upstreamOf(Subscription subscription) {
    synchronized (lock) {
      if (!subscription.isStream()) {
        return cable;
      }
      if (streams == null && !state.isClosed()) {
        streams = upstreams.streams(sink, commandLock);
      }
      return streams;
    }
  }
}
