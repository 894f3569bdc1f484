package io.cablebridge.upstream.cable;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.cablebridge.protocol.CableFrame;
import io.cablebridge.protocol.HistoryRequest;
import io.cablebridge.protocol.JsonText;
import io.cablebridge.session.Handshake;
import io.cablebridge.session.Session;
import io.cablebridge.session.Upstream;
import io.cablebridge.session.Wakeups;
import io.cablebridge.session.command.CommandLock;
import io.cablebridge.session.command.Subscription;
import io.cablebridge.session.delivery.CloseReason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One session's connection to Rails: connects, notices silence, reconnects with jitter, and keeps
 * the order of commands that Rails does not keep. Any frame is a sign of life. Created by {@link
 * CableClient} for a session, and closed by it.
 *
 * <p>The session's command lock guards the connection and the queues. Frames come on the WebSocket
 * thread one at a time, and a message passes without that lock.
 */
final class CableUpstream implements Upstream {
  private final Session session;
  private final CommandLock commands;
  private final Handshake handshake;
  private final CableClient client;

  @GuardedBy("commands")
  private final CommandQueues lanes;

  @GuardedBy("commands")
  private @Nullable CableSocket socket;

  @GuardedBy("commands")
  private boolean welcomed;

  @GuardedBy("commands")
  private boolean closed;

  @GuardedBy("commands")
  private boolean connecting;

  /** From the opening to the end: whether {@link Reachability} counts this one. */
  @GuardedBy("commands")
  private boolean counted;

  @GuardedBy("commands")
  private int failures;

  /** When the next connect is due; 0 while none is. */
  @GuardedBy("commands")
  private long dueNanos;

  private volatile long lastFrameNanos;

  /** When the connect in flight began. */
  @GuardedBy("commands")
  private long connectNanos;

  CableUpstream(Session session, CommandLock commands, Handshake handshake, CableClient client) {
    this.session = session;
    this.commands = commands;
    this.handshake = handshake;
    this.client = client;
    this.lanes = new CommandQueues(client.config(), client.time(), client.counters(), this::send);
  }

  @Override
  public void open() {
    synchronized (commands) {
      if (closed) {
        return;
      }
      connecting = true;
      counted = true;
      client.reachability().begun();
    }
    client.limiter().request(this::connect);
  }

  /** Begins a connect when the pacer says so; false when it is not wanted any more. */
  private boolean connect() {
    CableSocket next;
    synchronized (commands) {
      if (closed) {
        return false;
      }
      next = new CableSocket(this, client);
      socket = next;
      lastFrameNanos = client.time().nanos();
      connectNanos = lastFrameNanos;
    }
    client.connect(next, handshake);
    return true;
  }

  // ---- commands ----

  /** Rails keeps no history. */
  @Override
  public boolean subscribe(Subscription subscription, @Nullable HistoryRequest history) {
    synchronized (commands) {
      return lanes.subscribe(subscription.identifier());
    }
  }

  @Override
  public void unsubscribe(JsonText identifier) {
    synchronized (commands) {
      lanes.unsubscribe(identifier);
    }
  }

  @Override
  public boolean perform(JsonText identifier, JsonText data) {
    synchronized (commands) {
      return lanes.perform(identifier, data);
    }
  }

  private boolean send(byte[] command) {
    synchronized (commands) {
      CableSocket to = socket;
      return to != null && to.send(command);
    }
  }

  // ---- frames, on the WebSocket thread ----

  /**
   * Takes over a frame.
   *
   * @return the session's own copy of the identifier that a message names; null for all else
   */
  @Nullable JsonText received(CableSocket from, CableFrame frame) {
    long nanos = client.time().nanos();
    lastFrameNanos = nanos;
    if (frame instanceof CableFrame.Message message) {
      return session.reports().received(message.identifier(), message.message(), nanos);
    } else if (frame instanceof CableFrame.Confirm confirm) {
      confirmed(confirm.identifier());
    } else if (frame instanceof CableFrame.Reject reject) {
      rejected(reject.identifier());
    } else if (frame instanceof CableFrame.Welcome) {
      welcomed(from);
    } else if (frame instanceof CableFrame.Disconnect disconnect) {
      disconnected(from, disconnect);
    } else if (frame instanceof CableFrame.Unknown) {
      client.counters().counts().increment(CableCount.FRAMES_IGNORED);
    }
    return null;
  }

  private void welcomed(CableSocket from) {
    synchronized (commands) {
      if (from != socket || welcomed) {
        return;
      }
      welcomed = true;
      connecting = false;
      failures = 0;
      client.reachability().welcomed();
      client.counters().welcomes().record(lastFrameNanos - connectNanos);
      lanes.opened(session.reports().welcomed());
    }
    from.settled();
    session.reports().opened();
  }

  private void confirmed(JsonText identifier) {
    Wakeups readers = Wakeups.NOBODY;
    synchronized (commands) {
      if (lanes.awaits(identifier)) {
        readers =
            session.reports().confirmed(identifier); // before what was held for it can be answered
      }
      lanes.confirmed(identifier);
    }
    readers.wake();
  }

  private void rejected(JsonText identifier) {
    Wakeups readers = Wakeups.NOBODY;
    synchronized (commands) {
      if (lanes.awaits(identifier)) {
        readers = session.reports().rejected(identifier, null);
      }
      lanes.rejected(identifier);
    }
    readers.wake();
  }

  private void disconnected(CableSocket from, CableFrame.Disconnect disconnect) {
    boolean unauthorized = "unauthorized".equals(disconnect.reason());
    if (unauthorized) {
      refused(from, CloseReason.UNAUTHORIZED);
    } else if (!disconnect.reconnect()) {
      String reason = disconnect.reason() == null ? "disconnected" : disconnect.reason();
      refused(from, new CloseReason(reason, false));
    } else {
      lost(from, disconnect.reason() == null ? "other" : disconnect.reason());
    }
  }

  // ---- the end of a connection ----

  /** Rails refuses this session for good. */
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
    session.close(reason); // which closes this upstream
  }

  /** Whether Rails has ever welcomed this session; what a refusal means depends on it. */
  boolean everWelcomed() {
    synchronized (commands) {
      return welcomed || !connecting;
    }
  }

  /** The connection, or the attempt to make one, has failed. */
  void lost(CableSocket from, String reason) {
    boolean wasWelcomed;
    Wakeups readers = Wakeups.NOBODY;
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
      dueNanos = client.time().nanos() + client.config().pauseNanos(failures);
      failures++;
      lanes.lost();
      if (wasWelcomed) {
        readers = session.reports().lost();
      }
    }
    from.abort();
    readers.wake();
    if (!wasWelcomed) {
      session.reports().away();
    }
  }

  @Override
  public void reconnect() {
    CableSocket now;
    synchronized (commands) {
      now = socket;
      if (now == null || !welcomed) {
        return; // it is connecting already
      }
    }
    lost(now, "operator");
    synchronized (commands) {
      failures = 0;
      dueNanos = client.time().nanos();
    }
  }

  @Override
  public long silentNanos(long nanos) {
    synchronized (commands) {
      return welcomed ? Math.max(0, nanos - lastFrameNanos) : 0;
    }
  }

  @Override
  public void tick(long nanos) {
    CableSocket stale = null;
    boolean due = false;
    List<Wakeups> readers = List.of();
    synchronized (commands) {
      if (closed) {
        return;
      }
      CableSocket now = socket;
      if (now == null) {
        if (dueNanos != 0 && nanos - dueNanos >= 0) {
          dueNanos = 0;
          due = true;
        }
      } else {
        boolean late =
            welcomed
                ? nanos - lastFrameNanos > client.config().staleAfter().toNanos()
                : nanos - connectNanos > client.config().connectTimeout().toNanos();
        if (late) {
          stale = now;
        } else {
          readers = unanswered(lanes.tick(nanos));
        }
      }
    }
    if (due) {
      client.limiter().request(this::connect);
    }
    if (stale != null) {
      lost(stale, "stale");
    }
    if (!readers.isEmpty()) {
      readers.forEach(Wakeups::wake);
    }
  }

  /** All sessions tick all the time: when there is nothing to say, nothing may be allocated. */
  private List<Wakeups> unanswered(List<JsonText> identifiers) {
    return identifiers.isEmpty()
        ? List.of()
        : identifiers.stream().map(id -> session.reports().rejected(id, "no_answer")).toList();
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
      lanes.lost();
    }
    if (ending != null) {
      ending.close();
    }
  }
}
