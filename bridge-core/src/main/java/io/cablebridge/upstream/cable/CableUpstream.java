package io.cablebridge.upstream.cable;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.cablebridge.protocol.CableFrame;
import io.cablebridge.protocol.CloseReason;
import io.cablebridge.protocol.HistoryRequest;
import io.cablebridge.protocol.JsonText;
import io.cablebridge.session.command.CommandLock;
import io.cablebridge.session.command.Handshake;
import io.cablebridge.session.command.Subscription;
import io.cablebridge.session.command.Upstream;
import io.cablebridge.session.command.UpstreamSink;
import io.cablebridge.session.delivery.Listeners;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One session's connection to Rails. It connects, notices silence, reconnects after a growing
 * pause, and keeps the order of commands that Rails does not keep. Created and closed by its
 * session.
 *
 * <p>The session's command lock guards the connection and the queues. Frames come on the WebSocket
 * thread, one at a time; a message passes without that lock.
 */
public final class CableUpstream implements Upstream {
  private final UpstreamSink sink;
  private final CommandLock commands;
  private final Handshake handshake;
  private final CableClient client;
  private final ConnectionDeadlines deadlines = new ConnectionDeadlines();

  @GuardedBy("commands")
  private final CommandQueues queues;

  @GuardedBy("commands")
  private @Nullable CableSocket socket;

  @GuardedBy("commands")
  private boolean welcomed;

  @GuardedBy("commands")
  private boolean everWelcomed;

  @GuardedBy("commands")
  private boolean closed;

  /** From the opening to the end: whether {@link Reachability} counts this one. */
  @GuardedBy("commands")
  private boolean counted;

  public CableUpstream(
      UpstreamSink sink, CommandLock commands, Handshake handshake, CableClient client) {
    this.sink = sink;
    this.commands = commands;
    this.handshake = handshake;
    this.client = client;
    this.queues = new CommandQueues(client.config(), client.time(), client.counters(), this::send);
  }

  @Override
  public void open() {
    synchronized (commands) {
      if (closed) {
        return;
      }
      counted = true;
      client.reachability().begun();
    }
    client.limiter().request(this::connect);
  }

  /** Begins to connect when the limiter permits it; false if the session has ended meanwhile. */
  private boolean connect() {
    CableSocket next;
    synchronized (commands) {
      if (closed) {
        return false;
      }
      next = new CableSocket(this, client);
      socket = next;
      deadlines.connecting(client.time().nanos());
    }
    client.connect(next, handshake, next::handshakeFailed);
    return true;
  }

  /** Rails keeps no history. */
  @Override
  public boolean subscribe(Subscription subscription, @Nullable HistoryRequest history) {
    synchronized (commands) {
      return queues.subscribe(subscription.identifier());
    }
  }

  @Override
  public void unsubscribe(JsonText identifier) {
    synchronized (commands) {
      queues.unsubscribe(identifier);
    }
  }

  @Override
  public boolean perform(JsonText identifier, JsonText data) {
    synchronized (commands) {
      return queues.perform(identifier, data);
    }
  }

  private boolean send(byte[] command) {
    synchronized (commands) {
      CableSocket to = socket;
      return to != null && to.send(command);
    }
  }

  /** Any frame is a sign of life; returns the time of its arrival. */
  long frameReceived() {
    long nanos = client.time().nanos();
    deadlines.received(nanos);
    return nanos;
  }

  /** Returns the session's own copy of the identifier; null if it has no such subscription. */
  @Nullable JsonText messageReceived(CableFrame.Message message, long nanos) {
    return sink.subscriptions().received(message.identifier(), message.message(), nanos);
  }

  void welcomed(CableSocket from) {
    synchronized (commands) {
      if (from != socket || welcomed) {
        return;
      }
      welcomed = true;
      everWelcomed = true;
      client.reachability().welcomed();
      client.counters().welcomes().record(deadlines.welcomed());
      queues.opened(sink.subscriptions().welcomed());
    }
    from.settled();
    sink.opened();
  }

  void answered(JsonText identifier, boolean rejected) {
    Listeners listeners = Listeners.NONE;
    synchronized (commands) {
      if (queues.awaits(identifier)) {
        // Reported before an answer to what was held for it.
        listeners =
            rejected
                ? sink.subscriptions().rejected(identifier, null)
                : sink.subscriptions().confirmed(identifier);
      }
      queues.answered(identifier, rejected);
    }
    listeners.wake();
  }

  void refused(CableSocket from, CloseReason reason) {
    synchronized (commands) {
      if (from != socket || closed) {
        return;
      }
      if (welcomed) {
        client.counters().disconnected(reason.text());
      } else {
        client.reachability().refused();
      }
    }
    sink.close(reason); // which closes this upstream
  }

  /** Whether Rails has ever welcomed this session: after that, a refusal may be a failure. */
  boolean wasEverWelcomed() {
    synchronized (commands) {
      return everWelcomed;
    }
  }

  /** The connection, or the attempt to connect, has failed. */
  void lost(CableSocket from, String reason) {
    boolean wasWelcomed;
    Listeners listeners = Listeners.NONE;
    synchronized (commands) {
      if (from != socket || closed) {
        return;
      }
      socket = null;
      wasWelcomed = welcomed;
      client.counters().disconnected(wasWelcomed ? reason : "failed");
      if (wasWelcomed) {
        client.reachability().lost();
      } else {
        client.reachability().failed();
      }
      welcomed = false;
      deadlines.lost(client.time().nanos(), client.config());
      queues.lost();
      if (wasWelcomed) {
        listeners = sink.subscriptions().lost();
      }
    }
    from.abort();
    listeners.wake();
    if (!wasWelcomed) {
      sink.connectFailed();
    }
  }

  @Override
  public void reconnect() {
    CableSocket current;
    synchronized (commands) {
      current = socket;
      if (current == null || !welcomed) {
        return; // it connects already
      }
    }
    lost(current, "operator");
    synchronized (commands) {
      deadlines.retryAt(client.time().nanos());
    }
  }

  @Override
  public long silentNanos(long nanos) {
    synchronized (commands) {
      return welcomed ? deadlines.silentNanos(nanos) : 0;
    }
  }

  @Override
  public void tick(long nanos) {
    CableSocket overdue = null;
    boolean retry = false;
    List<Listeners> rejected = List.of();
    synchronized (commands) {
      if (closed) {
        return;
      }
      if (socket == null) {
        retry = deadlines.takeRetry(nanos);
      } else if (deadlines.isOverdue(welcomed, nanos, client.config())) {
        overdue = socket;
      } else {
        rejected = rejectUnanswered(queues.tick(nanos));
      }
    }
    if (retry) {
      client.limiter().request(this::connect);
    }
    if (overdue != null) {
      lost(overdue, "stale");
    }
    rejected.forEach(Listeners::wake);
  }

  /** All sessions tick all the time: without such an identifier nothing may be allocated. */
  private List<Listeners> rejectUnanswered(List<JsonText> identifiers) {
    return identifiers.isEmpty()
        ? List.of()
        : identifiers.stream().map(id -> sink.subscriptions().rejected(id, "no_answer")).toList();
  }

  @Override
  public void close() {
    CableSocket ending;
    synchronized (commands) {
      closed = true;
      ending = socket;
      socket = null;
      if (counted) {
        counted = false;
        client.reachability().ended(welcomed);
      }
      welcomed = false;
      queues.lost();
    }
    if (ending != null) {
      ending.close();
    }
  }
}
