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
public final class CableUpstream implements Upstream, CommandQueues.Connection {
  private final UpstreamSink sink;
  private final CommandLock commands;
  private final CableClient client;
  private final CableConnection<CableSocket> connection;

  @GuardedBy("commands")
  private final CommandQueues queues;

  /** Of the client's last request. */
  private volatile Handshake handshake;

  public CableUpstream(
      UpstreamSink sink, CommandLock commands, Handshake handshake, CableClient client) {
    this.sink = sink;
    this.commands = commands;
    this.handshake = handshake;
    this.client = client;
    this.connection = new CableConnection<>(client);
    this.queues = new CommandQueues(client, this);
  }

  CableClient client() {
    return client;
  }

  @Override
  public void open() {
    synchronized (commands) {
      if (!connection.need()) {
        return;
      }
    }
    client.limiter().request(this::connect);
  }

  /** Begins to connect when the limiter permits it; false if the session has ended meanwhile. */
  private boolean connect() {
    CableSocket next = new CableSocket(this);
    synchronized (commands) {
      if (!connection.begin(next)) {
        return false;
      }
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

  /** Sends a command on the connection that is in use. */
  @Override
  public boolean send(byte[] command) {
    synchronized (commands) {
      CableSocket to = connection.socket();
      return to != null && to.send(command);
    }
  }

  @Override
  public boolean hasRoomFor(int length) {
    synchronized (commands) {
      CableSocket to = connection.socket();
      return to != null && to.hasRoomFor(length);
    }
  }

  /** Any frame is a sign of life; returns the time of its arrival. */
  long frameReceived() {
    long nanos = client.time().nanos();
    connection.received(nanos);
    return nanos;
  }

  void commandRead() {
    connection.read(client.time().nanos());
  }

  /** Returns the session's own copy of the identifier; null if it has no such subscription. */
  @Nullable JsonText messageReceived(CableFrame.Message message, long nanos) {
    return sink.subscriptions().received(message.identifier(), message.message(), nanos);
  }

  void welcomed(CableSocket from) {
    synchronized (commands) {
      if (!connection.uses(from) || connection.isWelcomed()) {
        return;
      }
      connection.welcomed();
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
      if (!connection.uses(from)) {
        return;
      }
      connection.refused(reason);
    }
    sink.close(reason); // which closes this upstream
  }

  void handshakeFailed(CableSocket from, HandshakeFailure failure) {
    CloseReason refusal;
    synchronized (commands) {
      // After a welcome a refusal may be a failure.
      refusal = connection.wasEverWelcomed() ? null : failure.refusal();
    }
    if (refusal == null) {
      lost(from, "closed", !failure.isOwn());
    } else {
      refused(from, refusal);
    }
  }

  void lost(CableSocket from, String reason) {
    lost(from, reason, true);
  }

  /** The connection, or the attempt to connect, has failed. */
  private void lost(CableSocket from, String reason, boolean sent) {
    boolean wasWelcomed;
    Listeners listeners;
    synchronized (commands) {
      if (!connection.uses(from)) {
        return;
      }
      wasWelcomed = connection.isWelcomed();
      connection.lost(reason, sent);
      queues.lost();
      listeners = wasWelcomed ? sink.subscriptions().lost() : Listeners.NONE;
    }
    from.abort();
    listeners.wake();
    if (!wasWelcomed) {
      sink.connectFailed();
    }
  }

  /**
   * Rails has disconnected this client, which may return: perhaps as another user, with the headers
   * of its next request. So its responses end, and no connect begins before that request.
   */
  void loggedOut(CableSocket from) {
    Listeners listeners;
    synchronized (commands) {
      if (!connection.uses(from) || !connection.isWelcomed()) {
        return;
      }
      connection.dismissed(CloseReason.REMOTE);
      queues.lost();
      listeners = sink.subscriptions().lost();
    }
    from.abort();
    listeners.end();
  }

  @Override
  public void renew(Handshake newer) {
    handshake = newer;
    if (!connection.isNeeded()) {
      open();
    }
  }

  @Override
  public void resumed(long nanos) {
    synchronized (commands) {
      connection.resumed(nanos);
    }
  }

  @Override
  public void reconnect() {
    CableSocket current;
    synchronized (commands) {
      current = connection.socket();
      if (current == null || !connection.isWelcomed()) {
        return; // it connects already
      }
    }
    lost(current, "operator");
    synchronized (commands) {
      connection.retryNow();
    }
  }

  @Override
  public long silentNanos(long nanos) {
    synchronized (commands) {
      return connection.silentNanos(nanos);
    }
  }

  @Override
  public void tick(long nanos) {
    CableSocket current;
    String overdue;
    boolean retry;
    List<Listeners> rejected = List.of();
    synchronized (commands) {
      current = connection.socket();
      retry = connection.takeRetry(nanos);
      overdue = connection.overdue(nanos, current != null && current.hasUnsent());
      if (overdue == null) {
        rejected = rejectUnanswered(queues.tick(nanos));
      }
    }
    if (retry) {
      client.limiter().request(this::connect);
    }
    if (current != null && overdue != null) {
      lost(current, overdue);
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
      ending = connection.close();
      queues.close();
    }
    if (ending != null) {
      ending.close();
    }
  }
}
