package io.cablebridge.session;

import io.cablebridge.protocol.Command;
import io.cablebridge.protocol.JsonText;
import io.cablebridge.session.command.CommandKind;
import io.cablebridge.session.command.RejectedBy;
import io.cablebridge.session.command.Reply;
import io.cablebridge.session.command.Subscription;
import io.cablebridge.session.command.Subscription.Source;
import io.cablebridge.session.delivery.UpstreamState;
import io.cablebridge.session.diagnostics.ActivityKind;
import io.cablebridge.session.diagnostics.FrameKind;
import java.util.List;

/**
 * Performs the commands of one POST: records under the session's lock what is subscribed, then
 * tells the upstream, unlocked. Made by {@link Session#execute} for one call.
 */
final class CommandExecution {
  private final Session session;
  private final Upstream upstream;
  private final int maxSubscriptions;

  CommandExecution(Session session, Upstream upstream, int maxSubscriptions) {
    this.session = session;
    this.upstream = upstream;
    this.maxSubscriptions = maxSubscriptions;
  }

  /** In order; the upstream's monitor keeps two calls apart. */
  List<Reply> perform(List<Command> commands) {
    synchronized (upstream) {
      return commands.stream().map(this::counted).toList();
    }
  }

  private Reply counted(Command command) {
    Reply reply = perform(command);
    session.counters.commands().performed(CommandKind.of(command), reply.error() == null);
    return reply;
  }

  private Reply perform(Command command) {
    if (command instanceof Command.Subscribe subscribe) {
      return subscribe(subscribe);
    } else if (command instanceof Command.Unsubscribe unsubscribe) {
      return unsubscribe(unsubscribe.identifier());
    } else if (command instanceof Command.Send send) {
      return send(send);
    }
    return new Reply(null, ((Command.Invalid) command).error());
  }

  private Reply subscribe(Command.Subscribe command) {
    JsonText identifier = command.identifier();
    Source source = upstream.sourceOf(identifier);
    boolean lacksPast = source == Source.CABLE && command.history() != null; // Rails keeps none
    Subscription subscription =
        new Subscription(Ids.channel(), identifier, source, false, lacksPast);
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
    if (!upstream.subscribe(identifier, command.history())) {
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
    upstream.unsubscribe(identifier);
    return new Reply(gone.chanId(), null);
  }

  private Reply send(Command.Send send) {
    Subscription subscription;
    synchronized (session) {
      subscription = session.subscriptions.get(send.identifier());
      if (subscription != null) {
        session.trace.frame(FrameKind.PERFORM, session.age(), send.data().length());
      }
    }
    if (subscription == null) {
      return new Reply(null, "not_subscribed");
    }
    if (subscription.source() == Source.STREAM) {
      return new Reply(subscription.chanId(), "stream_is_read_only");
    }
    boolean accepted =
        session.upstreamState() == UpstreamState.OPEN
            && upstream.perform(send.identifier(), send.data());
    return new Reply(subscription.chanId(), accepted ? null : "upstream_unavailable");
  }
}
