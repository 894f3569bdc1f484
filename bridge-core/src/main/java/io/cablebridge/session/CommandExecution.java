package io.cablebridge.session;

import io.cablebridge.protocol.Command;
import io.cablebridge.protocol.JsonText;
import io.cablebridge.session.command.CommandKind;
import io.cablebridge.session.command.CommandLock;
import io.cablebridge.session.command.RejectedBy;
import io.cablebridge.session.command.Reply;
import io.cablebridge.session.command.Subscription;
import io.cablebridge.session.delivery.UpstreamState;
import io.cablebridge.session.diagnostics.ActivityKind;
import io.cablebridge.session.diagnostics.FrameKind;
import io.cablebridge.stream.name.StreamTarget;
import java.util.Iterator;
import java.util.List;

/**
 * Performs the commands of one POST: records under the session's lock what is subscribed, then
 * calls the upstream without that lock. The session's {@link CommandLock} is held meanwhile, so
 * that neither another POST nor an answer of Rails comes in between. Made by {@link
 * Session#execute} for one call.
 */
final class CommandExecution {
  private final Session session;
  private final CommandLock lock;
  private final int maxSubscriptions;
  private final Iterator<StreamTarget> targets;

  /** The readers of an event that a command of this call has caused. */
  private Wakeups wakeups = Wakeups.NOBODY;

  /**
   * @param targets what the identifiers of the subscribe commands name, in their order
   */
  CommandExecution(
      Session session, CommandLock lock, int maxSubscriptions, List<StreamTarget> targets) {
    this.session = session;
    this.lock = lock;
    this.maxSubscriptions = maxSubscriptions;
    this.targets = targets.iterator();
  }

  /** Performs the commands in order. */
  List<Reply> perform(List<Command> commands) {
    List<Reply> replies;
    synchronized (lock) {
      replies =
          session.closeReason() == null
              ? commands.stream().map(this::counted).toList()
              : commands.stream().map(command -> new Reply(null, "session_closed")).toList();
    }
    wakeups.wake();
    return replies;
  }

  private Reply counted(Command command) {
    Reply reply = perform(command);
    session.counters.commands().performed(CommandKind.of(command), reply.error() == null);
    return reply;
  }

  private Reply perform(Command command) {
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
    boolean lacksPast =
        target instanceof StreamTarget.Cable && command.history() != null; // Rails keeps none
    Subscription subscription =
        new Subscription(Ids.channel(), identifier, target, false, lacksPast);
    synchronized (session) {
      Subscription existing = session.subscriptions.get(identifier);
      if (existing != null) {
        return new Reply(existing.chanId(), null);
      }
      if (session.subscriptions.size() >= maxSubscriptions) {
        session.counters.commands().rejections().increment(RejectedBy.LIMIT);
        return new Reply(null, "too_many_subscriptions");
      }
      session.subscriptions.put(identifier, subscription);
      session.streamsChanged();
      session.trace.frame(FrameKind.SUBSCRIBE, session.age(), identifier.length());
    }
    if (target instanceof StreamTarget.Refused refused) {
      wakeups = session.reports().rejected(identifier, refused.reason());
      return new Reply(subscription.chanId(), null);
    }
    Upstream upstream = session.upstreamOf(subscription);
    if (upstream == null || !upstream.subscribe(subscription, command.history())) {
      synchronized (session) {
        session.subscriptions.remove(identifier);
        session.streamsChanged();
      }
      return new Reply(null, "upstream_unavailable");
    }
    return new Reply(subscription.chanId(), null);
  }

  private Reply unsubscribe(JsonText identifier) {
    Subscription gone;
    synchronized (session) {
      gone = session.subscriptions.remove(identifier);
      session.streamsChanged();
      if (gone != null) {
        session.note(ActivityKind.UNSUBSCRIBED);
        session.trace.frame(FrameKind.UNSUBSCRIBE, session.age(), identifier.length());
      }
    }
    if (gone == null) {
      return new Reply(null, "not_subscribed");
    }
    Upstream upstream = session.upstreamOf(gone);
    if (upstream != null) {
      upstream.unsubscribe(identifier);
    }
    return new Reply(gone.chanId(), null);
  }

  private Reply send(Command.Send send) {
    Subscription subscription;
    boolean open;
    synchronized (session) {
      subscription = session.subscriptions.get(send.identifier());
      open = session.upstreamState == UpstreamState.OPEN;
      if (subscription != null) {
        session.trace.frame(FrameKind.PERFORM, session.age(), send.data().length());
      }
    }
    if (subscription == null) {
      return new Reply(null, "not_subscribed");
    }
    if (subscription.isStream()) {
      return new Reply(subscription.chanId(), "stream_is_read_only");
    }
    Upstream upstream = session.upstreamOf(subscription);
    boolean accepted = open && upstream != null && upstream.perform(send.identifier(), send.data());
    return new Reply(subscription.chanId(), accepted ? null : "upstream_unavailable");
  }
}
