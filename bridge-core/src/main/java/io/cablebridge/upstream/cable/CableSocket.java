package io.cablebridge.upstream.cable;

import io.cablebridge.protocol.CableCodec;
import io.cablebridge.protocol.JsonText;
import io.cablebridge.session.delivery.CloseReason;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
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
 * One WebSocket to Rails, from its handshake to its end; an upstream has one after the other.
 * Frames come on Jetty's selector thread and are answered for there: nothing here blocks.
 */
final class CableSocket implements FrameHandler {
  private static final Logger log = LoggerFactory.getLogger(CableSocket.class);
  private static final String PROTOCOL = "actioncable-v1-json";
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);
  private static final int MAX_OUTGOING = 512;

  /** Why a connection was lost, in the words of the metrics. */
  private static final String CLOSED = "closed";

  private static final String TOO_LARGE = "too_large";

  private final CableUpstream upstream;
  private final CableClient client;
  private final AtomicBoolean settled = new AtomicBoolean();
  private volatile @Nullable CoreSession core;
  private volatile boolean unwanted;
  private @Nullable ByteArrayOutputStream fragments;

  /** The identifier of the last message, the session's own copy; the next message often has it. */
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
      return; // read before the connection was given up, and out of date
    }
    ByteBuffer payload = frame.getPayload();
    if (frame.isFin() && fragments == null) {
      if (frame.getOpCode() == OpCode.TEXT) {
        received(payload);
      }
      return;
    }
    ByteArrayOutputStream parts = fragments;
    if (parts == null) {
      if (frame.getOpCode() != OpCode.TEXT) {
        return; // the rest of a binary message
      }
      parts = new ByteArrayOutputStream();
      fragments = parts;
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
    JsonText known = upstream.received(this, CableCodec.decode(text, lastIdentifier));
    if (known != null) {
      lastIdentifier = known;
    }
  }

  @Override
  public void onError(Throwable cause, Callback callback) {
    log.debug("upstream connection failed: {}", cause.toString());
    callback.succeeded();
    if (core != null) {
      fail(cause instanceof MessageTooLargeException ? TOO_LARGE : CLOSED);
    } // else the handshake has failed, and refused() is told why
  }

  @Override
  public void onClosed(CloseStatus status, Callback callback) {
    callback.succeeded();
    fail(CLOSED);
  }

  /**
   * The handshake was answered with something else than a WebSocket.
   *
   * @param status 0 for no answer at all
   * @param ofOrigin whether the body is what Rails says to an Origin that it does not like
   */
  void refused(int status, boolean ofOrigin, Throwable cause) {
    log.debug("upstream handshake failed, status {}: {}", status, cause.toString());
    settled();
    if (!upstream.everWelcomed()) {
      if (status == 401) {
        upstream.refused(this, CloseReason.UNAUTHORIZED);
        return;
      }
      // Rails answers an Origin that it does not like with 404.
      if (status == 403 || (status == 404 && ofOrigin)) {
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

  /** The connect is over, one way or the other: the next one may begin. */
  void settled() {
    if (settled.compareAndSet(false, true)) {
      client.limiter().done();
    }
  }

  /** Sends one command; false when the connection cannot take it. */
  boolean send(byte[] command) {
    CoreSession session = core;
    if (session == null || !session.isOutputOpen()) {
      return false;
    }
    Frame frame = new Frame(OpCode.TEXT, true, ByteBuffer.wrap(command));
    session.sendFrame(frame, Callback.from(() -> {}, failure -> session.abort()), false);
    return true;
  }

  /** Says goodbye; a peer that does not answer is cut off. */
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
