package io.cablebridge.upstream.cable;

import io.cablebridge.protocol.CableCodec;
import io.cablebridge.protocol.CableFrame;
import io.cablebridge.protocol.CloseReason;
import io.cablebridge.protocol.JsonText;
import io.cablebridge.time.Time;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.OpCode;
import org.eclipse.jetty.websocket.core.exception.MessageTooLargeException;
import org.eclipse.jetty.websocket.core.exception.ProtocolException;
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

  /** Heap that a waiting frame takes beside its payload. */
  private static final int FRAME_OVERHEAD = 512;

  /** Reasons for the loss of a connection, as the metrics name them. */
  private static final String CLOSED = "closed";

  private static final String PROTOCOL_ERROR = "protocol_error";

  /** Change {@link #settled} and {@link #unsent}; atomics of each socket would cost objects. */
  private static final VarHandle SETTLED = field("settled", boolean.class);

  private static final VarHandle UNSENT = field("unsent", int.class);

  private final CableUpstream upstream;

  /** Whether the connect is over. */
  @SuppressWarnings("UnusedVariable") // SETTLED reads it
  private volatile boolean settled;

  /** Bytes that wait to be sent. */
  private volatile int unsent;

  private volatile @Nullable CoreSession core;
  private volatile boolean unwanted;
  private @Nullable PartialMessage partial;

  /** Null until Rails sends a ping of WebSocket. */
  private @Nullable Pongs pongs;

  /** The session's own copy of the last message's identifier; the next often has the same. */
  private @Nullable JsonText lastIdentifier;

  CableSocket(CableUpstream upstream) {
    this.upstream = upstream;
  }

  private static VarHandle field(String name, Class<?> type) {
    try {
      return MethodHandles.lookup().findVarHandle(CableSocket.class, name, type);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private CableClient client() {
    return upstream.client();
  }

  @Override
  public void onOpen(CoreSession session, Callback callback) {
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
      case OpCode.TEXT, OpCode.CONTINUATION -> text(frame, session);
      case OpCode.BINARY -> client().counters().counts().increment(CableCount.FRAMES_IGNORED);
      case OpCode.PING -> {
        if (pongs == null) {
          Time time = client().time();
          pongs = new Pongs((payload, then) -> send(OpCode.PONG, payload, then), time);
        }
        pongs.received(BufferUtil.copy(frame.getPayload()));
      }
      default -> {}
    }
    callback.succeeded();
    session.demand();
  }

  private void text(Frame frame, CoreSession session) {
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
      partial = new PartialMessage(client());
    }
    PartialMessage message = partial;
    if (message == null) {
      return; // the rest of a binary message
    }
    String refusal = message.add(payload);
    if (refusal != null) {
      releasePartial();
      fail(refusal);
    } else if (frame.isFin()) {
      releasePartial();
      received(message.whole());
    } else {
      upstream.frameReceived();
      InlineConnector.continueTurn(session);
    }
  }

  private void releasePartial() {
    if (partial != null) {
      partial.release();
      partial = null;
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
      client().counters().counts().increment(CableCount.FRAMES_IGNORED);
    } else if (frame instanceof CableFrame.NotUtf8) {
      CoreSession session = core;
      if (session != null) {
        session.close(CloseStatus.BAD_PAYLOAD, "not UTF-8", Callback.NOOP); // RFC 6455 8.1
      }
      fail(PROTOCOL_ERROR);
    }
  }

  private void disconnected(CableFrame.Disconnect disconnect) {
    String reason = disconnect.reason();
    if ("unauthorized".equals(reason)) {
      upstream.refused(this, CloseReason.UNAUTHORIZED);
    } else if (!disconnect.reconnect()) {
      upstream.refused(this, new CloseReason(reason == null ? "disconnected" : reason, false));
    } else if (CloseReason.REMOTE.equals(reason)) {
      upstream.loggedOut(this);
    } else {
      upstream.lost(this, reason == null ? "other" : reason);
    }
  }

  @Override
  public void onError(Throwable cause, Callback callback) {
    log.debug("upstream connection failed: {}", cause.toString());
    callback.succeeded();
    if (core != null) {
      if (cause instanceof MessageTooLargeException) {
        fail(client().messageTooLarge(client().config().maxFrame()));
      } else {
        fail(cause instanceof ProtocolException ? PROTOCOL_ERROR : CLOSED);
      }
    } // else the handshake has failed, and handshakeFailed() follows
  }

  @Override
  public void onClosed(CloseStatus status, Callback callback) {
    callback.succeeded();
    releasePartial();
    int code = status.getCode();
    boolean error = code == CloseStatus.PROTOCOL || code == CloseStatus.BAD_PAYLOAD;
    fail(error ? PROTOCOL_ERROR : CLOSED);
  }

  /** The handshake has failed, or was answered with something else than a WebSocket. */
  void handshakeFailed(HandshakeFailure failure) {
    log.debug(
        "upstream handshake failed, status {}: {}", failure.status(), failure.cause().toString());
    settled();
    upstream.handshakeFailed(this, failure);
  }

  private void fail(String reason) {
    settled();
    upstream.lost(this, reason);
  }

  /** The attempt to connect has an outcome: another session may begin one. */
  void settled() {
    if (SETTLED.compareAndSet(this, false, true)) {
      client().limiter().done();
    }
  }

  /** Whether anything waits to be sent, because Rails does not read. */
  boolean hasUnsent() {
    return unsent > 0;
  }

  /** Whether one more command may wait, if Rails does not read. */
  boolean hasRoomFor(int length) {
    return client().waitingCommands().admits(unsent, length + FRAME_OVERHEAD);
  }

  /** Sends one command; false if the connection cannot take it. */
  boolean send(byte[] command) {
    CoreSession session = core;
    if (session == null || !session.isOutputOpen()) {
      return false;
    }
    send(OpCode.TEXT, ByteBuffer.wrap(command), Callback.NOOP);
    return true;
  }

  /** Sends a frame, and counts it until Rails has read it or the connection has ended. */
  void send(byte opCode, ByteBuffer payload, Callback then) {
    CoreSession session = core;
    if (session == null) {
      then.failed(new ClosedChannelException());
      return;
    }
    int bytes = payload.remaining() + FRAME_OVERHEAD;
    countUnsent(bytes);
    session.sendFrame(
        new Frame(opCode, true, payload),
        new UnsentFrame(this::countUnsent, upstream::commandRead, session, bytes, then),
        false);
  }

  /** More bytes wait; a negative number was sent, or is lost. */
  private void countUnsent(int bytes) {
    UNSENT.getAndAdd(this, bytes);
    client().waitingCommands().add(bytes);
  }

  /** Closes the WebSocket; aborts it if Rails does not answer in time. */
  void close() {
    unwanted = true;
    settled();
    CoreSession session = core;
    if (session != null) {
      session.close(CloseStatus.NORMAL, null, Callback.from(session::abort));
      client().time().after(CLOSE_TIMEOUT, session::abort);
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
