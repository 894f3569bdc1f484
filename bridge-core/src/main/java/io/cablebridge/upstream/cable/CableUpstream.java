package io.cablebridge.upstream.cable;

import io.cablebridge.protocol.CableFrame;
import io.cablebridge.protocol.HistoryRequest;
import io.cablebridge.protocol.JsonText;
import io.cablebridge.session.Handshake;
import io.cablebridge.session.Session;
import io.cablebridge.session.Upstream;
import io.cablebridge.session.Wakeups;
import io.cablebridge.session.command.Subscription.Source;
import io.cablebridge.session.delivery.CloseReason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One session's connection to Rails: connects, notices silence, reconnects with jitter, and keeps
 * the order of commands that Rails does not keep. Any frame is a sign of life. Created by {@link
 * CableClient} with its session, ended by it.
 *
 * <p>Its own monitor guards connection and lanes; frames come on the WebSocket thread one at a
 * time, and a message passes without taking the monitor.
 */
final class CableUpstream implements Upstream {
  private final Session session;
  private final Handshake handshake;
  private final CableClient client;
  private final CommandQueues lanes;
  private @Nullable CableSocket socket;
  private boolean welcomed;
  private boolean closed;
  private boolean connecting;

  /** From the opening to the end: whether {@link Reachability} counts this one. */
  private boolean counted;

  private int failures;

  /** When the next connect is due; 0 while none is. */
  private long dueNanos;

  private volatile long lastFrameNanos;

  /** When the connect under way began. */
  private long connectNanos;

  CableUpstream(Session session, Handshake handshake, CableClient client) {
    this.session = session;
    this.handshake = handshake;
    this.client = client;
    this.lanes = new CommandQueues(client.config(), client.time(), client.counters(), this::send);
  }

  @Override
  public void open() {
    synchronized (this) {
      if (closed) {
        return;
      }
      connecting = true;
      counted = true;
      client.reachability().begun();
    }
    client.pacer().request(this::connect);
  }

  /** Begins a connect when the pacer says so; false when it is not wanted any more. */
  private boolean connect() {
    CableSocket next;
    synchronized (this) {
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

  @Override
  public Source sourceOf(JsonText identifier) {
    return Source.CABLE;
  }

  /** Rails keeps no history. */
  @Override
  public synchronized boolean subscribe(JsonText identifier, @Nullable HistoryRequest history) {
    return lanes.subscribe(identifier);
  }

  @Override
  public synchronized void unsubscribe(JsonText identifier) {
    lanes.unsubscribe(identifier);
  }

  @Override
  public synchronized boolean perform(JsonText identifier, JsonText data) {
    return lanes.perform(identifier, data);
  }

  private synchronized boolean send(byte[] command) {
    CableSocket to = socket;
    return to != null && to.send(command);
  }

  // ---- frames, on the WebSocket thread ----

  void received(CableSocket from, CableFrame frame) {
    lastFrameNanos = client.time().nanos();
    if (frame instanceof CableFrame.Message message) {
      session.reports().received(message.identifier(), message.message());
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
  }

  private void welcomed(CableSocket from) {
    synchronized (this) {
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
    synchronized (this) {
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
    synchronized (this) {
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

  /** Rails does not want this session, now or ever. */
  void refused(CableSocket from, CloseReason reason) {
    synchronized (this) {
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
  synchronized boolean everWelcomed() {
    return welcomed || !connecting;
  }

  /** The connection, or the try to make one, has failed. */
  void lost(CableSocket from, String reason) {
    boolean wasWelcomed;
    synchronized (this) {
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
    }
    from.abort();
    if (wasWelcomed) {
      session.reports().lost();
    } else {
      session.reports().away();
    }
  }

  @Override
  public void reconnect() {
    CableSocket now;
    synchronized (this) {
      now = socket;
      if (now == null || !welcomed) {
        return; // it is being sought already
      }
    }
    lost(now, "operator");
    synchronized (this) {
      failures = 0;
      dueNanos = client.time().nanos();
    }
  }

  @Override
  public synchronized long silentNanos(long nanos) {
    return welcomed ? Math.max(0, nanos - lastFrameNanos) : 0;
  }

  @Override
  public void tick(long nanos) {
    CableSocket stale = null;
    boolean due = false;
    List<Wakeups> readers = List.of();
    synchronized (this) {
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
      client.pacer().request(this::connect);
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
    synchronized (this) {
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
