package io.cablebridge.upstream.cable;

import io.cablebridge.protocol.CableCodec;
import io.cablebridge.protocol.CableFrame;
import io.cablebridge.protocol.CloseReason;
import io.cablebridge.protocol.JsonText;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.OpCode;
import org.eclipse.jetty.websocket.core.exception.MessageTooLargeException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One WebSocket to Rails, from its handshake to its end; a {@link CableUpstream} creates one for
 * each attempt to connect. Frames come on Jetty's selector thread, one at a time, and are decoded
 * and handed over there: nothing here blocks.
 */
final class CableSocket implements FrameHandler {
  private static final Logger log = LoggerFactory.getLogger(CableSocket.class);
  private static final String PROTOCOL = "actioncable-v1-json";
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);
  private static final int MAX_OUTGOING = 512;

  /** Reasons for the loss of a connection, as the metrics name them. */
  private static final String CLOSED = "closed";

  private static final String TOO_LARGE = "too_large";

  /** Sets {@link #settled}; an AtomicBoolean of each socket would cost each session an object. */
  private static final AtomicIntegerFieldUpdater<CableSocket> SETTLED =
      AtomicIntegerFieldUpdater.newUpdater(CableSocket.class, "settled");

  private final CableUpstream upstream;
  private final CableClient client;

  /** 1 once the connect is over, 0 before. */
  @SuppressWarnings("UnusedVariable") // SETTLED reads it
  private volatile int settled;

  private volatile @Nullable CoreSession core;
  private volatile boolean unwanted;
  private @Nullable ByteArrayOutputStream fragments;

  /** The session's own copy of the last message's identifier; the next often has the same. */
  private @Nullable JsonText lastIdentifier;

  CableSocket(CableUpstream upstream, CableClient client) {
    this.upstream = upstream;
    this.client = client;
  }

  @Override
  public void onOpen(CoreSession session, Callback callback) {
    session.setMaxOutgoingFrames(MAX_OUTGOING);
    core = session;
    callback.succeeded();
    if (unwanted) {
      session.abort();
    } else if (!PROTOCOL.equals(session.getNegotiatedSubProtocol())) {
      session.close(CloseStatus.PROTOCOL, "no common subprotocol", Callback.NOOP);
      fail(CLOSED);
    } else {
      session.demand();
    }
  }

  @Override
  public void onFrame(Frame frame, Callback callback) {
    CoreSession session = core;
    if (session == null) {
      callback.succeeded();
      return;
    }
    switch (frame.getOpCode()) {
      case OpCode.TEXT, OpCode.CONTINUATION -> text(frame);
      case OpCode.BINARY -> client.counters().counts().increment(CableCount.FRAMES_IGNORED);
      case OpCode.PING -> {
        Frame pong = new Frame(OpCode.PONG, BufferUtil.copy(frame.getPayload()));
        session.sendFrame(pong, Callback.NOOP, false);
      }
      default -> {}
    }
    callback.succeeded();
    session.demand();
  }

  private void text(Frame frame) {
    if (unwanted) {
      return; // received before the connection was given up
    }
    ByteBuffer payload = frame.getPayload();
    boolean first = frame.getOpCode() == OpCode.TEXT;
    if (first && frame.isFin()) {
      received(payload);
      return;
    }
    if (first) {
      fragments = new ByteArrayOutputStream();
    }
    ByteArrayOutputStream parts = fragments;
    if (parts == null) {
      return; // the rest of a binary message
    }
    if (parts.size() + payload.remaining() > client.config().maxFrame()) {
      fragments = null;
      fail(TOO_LARGE);
      return;
    }
    parts.writeBytes(BufferUtil.toArray(payload));
    if (frame.isFin()) {
      fragments = null;
      received(ByteBuffer.wrap(parts.toByteArray()));
    }
  }

  private void received(ByteBuffer text) {
    long nanos = upstream.frameReceived();
    CableFrame frame = CableCodec.decode(text, lastIdentifier);
    if (frame instanceof CableFrame.Message message) {
      JsonText known = upstream.messageReceived(message, nanos);
      if (known != null) {
        lastIdentifier = known;
      }
    } else if (frame instanceof CableFrame.Confirm confirm) {
      upstream.answered(confirm.identifier(), false);
    } else if (frame instanceof CableFrame.Reject reject) {
      upstream.answered(reject.identifier(), true);
    } else if (frame instanceof CableFrame.Welcome) {
      upstream.welcomed(this);
    } else if (frame instanceof CableFrame.Disconnect disconnect) {
      disconnected(disconnect);
    } else if (frame instanceof CableFrame.Unknown) {
      client.counters().counts().increment(CableCount.FRAMES_IGNORED);
    }
  }

  private void disconnected(CableFrame.Disconnect disconnect) {
    String reason = disconnect.reason();
    if ("unauthorized".equals(reason)) {
      upstream.refused(this, CloseReason.UNAUTHORIZED);
    } else if (!disconnect.reconnect()) {
      upstream.refused(this, new CloseReason(reason == null ? "disconnected" : reason, false));
    } else {
      upstream.lost(this, reason == null ? "other" : reason);
    }
  }

  @Override
  public void onError(Throwable cause, Callback callback) {
    log.debug("upstream connection failed: {}", cause.toString());
    callback.succeeded();
    if (core != null) {
      fail(cause instanceof MessageTooLargeException ? TOO_LARGE : CLOSED);
    } // else the handshake has failed, and handshakeFailed() follows
  }

  @Override
  public void onClosed(CloseStatus status, Callback callback) {
    callback.succeeded();
    fail(CLOSED);
  }

  /** The handshake has failed, or was answered with something else than a WebSocket. */
  void handshakeFailed(CableClient.HandshakeFailure failure) {
    int status = failure.status();
    log.debug("upstream handshake failed, status {}: {}", status, failure.cause().toString());
    settled();
    if (!upstream.wasEverWelcomed()) {
      if (status == 401) {
        upstream.refused(this, CloseReason.UNAUTHORIZED);
        return;
      }
      // Rails answers an Origin that it does not accept with 404.
      if (status == 403 || (status == 404 && failure.originRefused())) {
        upstream.refused(this, CloseReason.ORIGIN_REFUSED);
        return;
      }
    }
    upstream.lost(this, CLOSED);
  }

  private void fail(String reason) {
    settled();
    upstream.lost(this, reason);
  }

  /** The attempt to connect has an outcome: another session may begin one. */
  void settled() {
    if (SETTLED.compareAndSet(this, 0, 1)) {
      client.limiter().done();
    }
  }

  /** Sends one command; false if the connection cannot take it. */
  boolean send(byte[] command) {
    CoreSession session = core;
    if (session == null || !session.isOutputOpen()) {
      return false;
    }
    Frame frame = new Frame(OpCode.TEXT, true, ByteBuffer.wrap(command));
    session.sendFrame(frame, Callback.from(() -> {}, failure -> session.abort()), false);
    return true;
  }

  /** Closes the WebSocket; aborts it if Rails does not answer in time. */
  void close() {
    unwanted = true;
    settled();
    CoreSession session = core;
    if (session != null) {
      Callback abort = Callback.from(session::abort);
      session.close(CloseStatus.NORMAL, null, abort);
      client.time().after(CLOSE_TIMEOUT, session::abort);
    }
  }

  void abort() {
    unwanted = true;
    settled();
    CoreSession session = core;
    if (session != null) {
      session.abort();
    }
  }
}
