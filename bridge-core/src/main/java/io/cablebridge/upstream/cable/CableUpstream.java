package io.cablebridge.upstream.cable;

import io.cablebridge.protocol.CableCodec;
import io.cablebridge.protocol.CableFrame;
import io.cablebridge.protocol.JsonText;
import io.cablebridge.session.CloseReason;
import io.cablebridge.session.Handshake;
import io.cablebridge.session.Session;
import io.cablebridge.session.Upstream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
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
  /**
   * Rails answers many mistakes with silence: after so many tries a subscribe counts as rejected.
   */
  private static final int MAX_TRIES = 3;

  private final Session session;
  private final Handshake handshake;
  private final CableClient client;
  private @Nullable CableSocket socket;
  private boolean welcomed;
  private boolean closed;
  private boolean connecting;
  private int failures;

  /** When the next connect is due; 0 while none is. */
  private long dueNanos;

  private volatile long lastFrameNanos;
  private @Nullable List<Lane> lanes;

  CableUpstream(Session session, Handshake handshake, CableClient client) {
    this.session = session;
    this.handshake = handshake;
    this.client = client;
  }

  @Override
  public void open() {
    synchronized (this) {
      connecting = true;
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
    }
    client.connect(next, handshake);
    return true;
  }

  // ---- commands ----

  @Override
  public synchronized void subscribe(JsonText identifier) {
    Lane lane = lane(identifier);
    if (lane != null) {
      lane.hold(Lane.SUBSCRIBE);
    } else {
      begin(add(identifier));
    }
  }

  @Override
  public synchronized void unsubscribe(JsonText identifier) {
    Lane lane = lane(identifier);
    if (lane != null) {
      lane.hold(Lane.UNSUBSCRIBE);
    } else if (welcomed) {
      leave(add(identifier));
    }
  }

  @Override
  public synchronized boolean perform(JsonText identifier, JsonText data) {
    Lane lane = lane(identifier);
    if (lane != null) {
      if (heldCommands() >= client.config().maxHeldCommands()) {
        return false;
      }
      lane.hold(data);
      return true;
    }
    return welcomed && send(CableCodec.message(identifier, data));
  }

  private boolean send(byte[] command) {
    CableSocket to = socket;
    return to != null && to.send(command);
  }

  private void begin(Lane lane) {
    lane.tries = 0;
    if (welcomed) {
      trySubscribe(lane);
    }
  }

  private void trySubscribe(Lane lane) {
    lane.tries++;
    lane.deadlineNanos = client.time().nanos() + client.config().subscribeTimeout().toNanos();
    send(CableCodec.subscribe(lane.identifier));
  }

  /** No frame answers an unsubscribe: all there is against a race is distance. */
  private void leave(Lane lane) {
    lane.tries = 0;
    lane.deadlineNanos = client.time().nanos() + client.config().resubscribeDelay().toNanos();
    send(CableCodec.unsubscribe(lane.identifier));
  }

  /**
   * Goes on with what was held: a subscribe or an unsubscribe keeps the lane, an empty one ends.
   */
  private void settle(Lane lane) {
    for (JsonText next = lane.next(); next != null; next = lane.next()) {
      if (next.equals(Lane.SUBSCRIBE)) {
        begin(lane);
        return;
      } else if (next.equals(Lane.UNSUBSCRIBE)) {
        leave(lane);
        return;
      }
      send(CableCodec.message(lane.identifier, next));
    }
    if (lanes != null) {
      lanes.remove(lane);
      if (lanes.isEmpty()) {
        lanes = null;
      }
    }
  }

  private @Nullable Lane lane(JsonText identifier) {
    if (lanes != null) {
      for (Lane lane : lanes) {
        if (lane.identifier.equals(identifier)) {
          return lane;
        }
      }
    }
    return null;
  }

  private Lane add(JsonText identifier) {
    if (lanes == null) {
      lanes = new ArrayList<>(2);
    }
    Lane lane = new Lane(identifier);
    lanes.add(lane);
    return lane;
  }

  private int heldCommands() {
    return lanes == null ? 0 : lanes.stream().mapToInt(Lane::heldCommands).sum();
  }

  // ---- frames, on the WebSocket thread ----

  void received(CableSocket from, CableFrame frame) {
    lastFrameNanos = client.time().nanos();
    if (frame instanceof CableFrame.Message message) {
      session.received(message.identifier(), message.message());
    } else if (frame instanceof CableFrame.Confirm confirm) {
      confirmed(confirm.identifier());
    } else if (frame instanceof CableFrame.Reject reject) {
      rejected(reject.identifier());
    } else if (frame instanceof CableFrame.Welcome) {
      welcomed(from);
    } else if (frame instanceof CableFrame.Disconnect disconnect) {
      disconnected(from, disconnect);
    } else if (frame instanceof CableFrame.Unknown) {
      client.totals().framesIgnored.increment();
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
    }
    from.settled();
    List<JsonText> identifiers = session.welcomed();
    synchronized (this) {
      if (from != socket) {
        return;
      }
      for (Lane lane : lanes == null ? List.<Lane>of() : List.copyOf(lanes)) {
        if (lane.deadlineNanos != 0 && lane.tries == 0) {
          settle(lane); // it cooled down after an unsubscribe; the new connection knows nothing of
          // that
        } else if (lane.tries == 0) {
          trySubscribe(lane);
        }
      }
      for (JsonText identifier : identifiers) {
        if (lane(identifier) == null) {
          trySubscribe(add(identifier));
        }
      }
    }
  }

  private void confirmed(JsonText identifier) {
    boolean wanted;
    synchronized (this) {
      Lane lane = lane(identifier);
      if (lane == null || lane.tries == 0) {
        return; // a second confirmation, or one of a subscription that was left meanwhile
      }
      wanted = !lane.abandoned();
    }
    if (wanted) {
      session.confirmed(identifier);
    }
    synchronized (this) {
      Lane lane = lane(identifier);
      if (lane != null) {
        settle(lane);
      }
    }
  }

  private void rejected(JsonText identifier) {
    boolean wanted = true;
    synchronized (this) {
      Lane lane = lane(identifier);
      if (lane != null) {
        wanted = !lane.abandoned();
        lane.dropHeldForRejected();
        settle(lane);
      }
    }
    if (wanted) {
      session.rejected(identifier, null);
    }
  }

  private void disconnected(CableSocket from, CableFrame.Disconnect disconnect) {
    boolean unauthorized = "unauthorized".equals(disconnect.reason());
    if (unauthorized) {
      refused(from, CloseReason.UNAUTHORIZED);
    } else if (!disconnect.reconnect()) {
      String reason = disconnect.reason() == null ? "disconnected" : disconnect.reason();
      refused(from, new CloseReason(reason, false));
    } else {
      lost(from);
    }
  }

  // ---- the end of a connection ----

  /** Rails does not want this session, now or ever. */
  void refused(CableSocket from, CloseReason reason) {
    synchronized (this) {
      if (from != socket || closed) {
        return;
      }
    }
    session.close(reason); // which closes this upstream
  }

  /** Whether Rails has ever welcomed this session; what a refusal means depends on it. */
  synchronized boolean everWelcomed() {
    return welcomed || !connecting;
  }

  /** The connection, or the try to make one, has failed. */
  void lost(CableSocket from) {
    boolean wasWelcomed;
    synchronized (this) {
      if (from != socket || closed) {
        return;
      }
      socket = null;
      wasWelcomed = welcomed;
      welcomed = false;
      dueNanos = client.time().nanos() + backoff();
      failures++;
      if (lanes != null) {
        for (Lane lane : lanes) {
          if (lane.tries > 0) {
            lane.tries = 0;
            lane.deadlineNanos = 0;
          }
        }
      }
    }
    from.abort();
    if (wasWelcomed) {
      session.lost();
    } else {
      session.away();
    }
  }

  /**
   * Doubles from the smallest to the largest pause; half of it is chance, so that sessions do not
   * march in step.
   */
  private long backoff() {
    long min = client.config().backoffMin().toNanos();
    long max = client.config().backoffMax().toNanos();
    long pause = Math.min(max, min << Math.min(failures, 20));
    return pause / 2 + ThreadLocalRandom.current().nextLong(pause / 2 + 1);
  }

  @Override
  public void tick(long nanos) {
    CableSocket stale = null;
    boolean due = false;
    List<JsonText> unanswered = List.of();
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
        long patience =
            (welcomed ? client.config().staleAfter() : client.config().connectTimeout()).toNanos();
        if (nanos - lastFrameNanos > patience) {
          stale = now;
        } else if (welcomed && lanes != null) {
          unanswered = tickLanes(nanos);
        }
      }
    }
    if (due) {
      client.pacer().request(this::connect);
    }
    if (stale != null) {
      lost(stale);
    }
    unanswered.forEach(identifier -> session.rejected(identifier, "no_answer"));
  }

  private List<JsonText> tickLanes(long nanos) {
    List<JsonText> unanswered = new ArrayList<>(0);
    for (Iterator<Lane> i = List.copyOf(lanes == null ? List.<Lane>of() : lanes).iterator();
        i.hasNext(); ) {
      Lane lane = i.next();
      if (nanos - lane.deadlineNanos < 0) {
        continue;
      }
      if (lane.tries == 0) {
        settle(lane);
      } else if (lane.tries < MAX_TRIES) {
        trySubscribe(lane);
      } else {
        if (!lane.abandoned()) {
          unanswered.add(lane.identifier);
        }
        lane.dropHeldForRejected();
        // After an exception in `subscribed` Rails keeps the identifier and ignores further tries:
        // clear it there.
        leave(lane);
      }
    }
    return unanswered;
  }

  @Override
  public void close() {
    CableSocket ending;
    synchronized (this) {
      closed = true;
      ending = socket;
      socket = null;
      welcomed = false;
      lanes = null;
    }
    if (ending != null) {
      ending.close();
    }
  }
}
