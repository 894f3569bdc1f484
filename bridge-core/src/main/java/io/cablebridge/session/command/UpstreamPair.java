package io.cablebridge.session.command;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.cablebridge.protocol.JsonText;
import io.cablebridge.session.delivery.SessionLock;
import io.cablebridge.stream.name.StreamTarget;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The two upstreams of one session: its connection to Rails and its streams, each created when it
 * is needed. Created and ended by the session. It takes the {@link SessionLock} itself and calls
 * the upstreams without it.
 */
public final class UpstreamPair {
  private final SessionLock lock;
  private final CommandLock commands;
  private final Upstream.Factory factory;
  private final UpstreamSink sink;

  /** Null before {@link #open}, in a session without Rails, and after the end. */
  @GuardedBy("lock")
  private @Nullable Upstream cable;

  /** Null until the client subscribes to a stream, and after the end. */
  @GuardedBy("lock")
  private @Nullable Upstream streams;

  @GuardedBy("lock")
  private boolean ended;

  /**
   * @param commands handed to the upstreams, which order their state by it
   * @param sink what the upstreams report to
   */
  public UpstreamPair(
      SessionLock lock, CommandLock commands, Upstream.Factory factory, UpstreamSink sink) {
    this.lock = lock;
    this.commands = commands;
    this.factory = factory;
    this.sink = sink;
  }

  /**
   * Starts to connect to Rails.
   *
   * @return false if the session needs no Rails
   */
  public boolean open(@Nullable Handshake handshake) {
    Upstream connection = factory.cable(sink, commands, handshake);
    synchronized (lock) {
      if (ended) {
        return true; // another request has found the session and ended it already
      }
      cable = connection;
    }
    if (connection != null) {
      connection.open();
    }
    return connection != null;
  }

  /** The upstream that carries a subscription; null without Rails, and after the end. */
  @Nullable Upstream of(Subscription subscription) {
    synchronized (lock) {
      if (!subscription.isStream()) {
        return cable;
      }
      if (streams == null && !ended) {
        streams = factory.streams(sink, commands);
      }
      return streams;
    }
  }

  boolean hasEnded() {
    synchronized (lock) {
      return ended;
    }
  }

  /**
   * Ends the pair.
   *
   * @return the upstreams, to be closed when no lock is held
   */
  public List<Upstream> end() {
    synchronized (lock) {
      List<Upstream> ending = new ArrayList<>(2);
      if (cable != null) {
        ending.add(cable);
      }
      if (streams != null) {
        ending.add(streams);
      }
      ended = true;
      cable = null;
      streams = null;
      return ending;
    }
  }

  public void tick(long nanos) {
    Upstream ticking = cable();
    if (ticking != null) {
      ticking.tick(nanos);
    }
  }

  public void reconnect() {
    Upstream connected = cable();
    if (connected != null) {
      connected.reconnect();
    }
  }

  /** How long the connection to Rails has been silent; zero without one. */
  public long silentNanos(long nanos) {
    Upstream connected = cable();
    return connected == null ? 0 : connected.silentNanos(nanos);
  }

  /** What an identifier names. */
  public StreamTarget resolve(JsonText identifier) {
    return factory.resolve(identifier);
  }

  private @Nullable Upstream cable() {
    synchronized (lock) {
      return cable;
    }
  }
}
