package io.cablebridge.http;

import io.cablebridge.http.exchange.UnfinishedRequests;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http2.ErrorCode;
import org.eclipse.jetty.http2.Flags;
import org.eclipse.jetty.http2.frames.FrameType;
import org.eclipse.jetty.http2.parser.ServerParser;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.RateControl;
import org.eclipse.jetty.util.NanoTime;

/**
 * The parser of one connection of HTTP/2, which shows since when a head has been unfinished: the
 * preface, a frame that is not data, or a block of headers in several frames. The bytes of such a
 * block count as an unfinished request. The thread that reads uses it, and the timer looks at it.
 */
final class Http2HeadParser extends ServerParser {
  private static final long NONE = 0;

  private final UnfinishedRequests unfinished;
  private final UnfinishedRequests.Share head;

  /** When the unfinished head began. */
  private volatile long beganNanos = NONE;

  private boolean started;
  private long bytes;

  Http2HeadParser(
      ByteBufferPool buffers, int maxHead, RateControl rate, UnfinishedRequests unfinished) {
    super(buffers, maxHead, rate);
    this.unfinished = unfinished;
    this.head = unfinished.newShare();
  }

  /** How long a head has been unfinished; 0 if none is. */
  long headNanos() {
    long began = beganNanos;
    return began == NONE ? 0 : NanoTime.since(began);
  }

  /** The connection has ended. */
  void close() {
    head.release();
  }

  @Override
  public void parse(ByteBuffer buffer) {
    if (!started && buffer.hasRemaining()) {
      begin();
    }
    super.parse(buffer);
    head.set(bytes);
    if (unfinished.refuses(bytes)) {
      notifyConnectionFailure(ErrorCode.ENHANCE_YOUR_CALM_ERROR.code, "overloaded");
    }
  }

  @Override
  protected boolean parseHeader(ByteBuffer buffer) {
    if (buffer.hasRemaining()) {
      begin();
    }
    return super.parseHeader(buffer);
  }

  @Override
  protected boolean parseBody(ByteBuffer buffer) {
    FrameType type = FrameType.from(getFrameType());
    boolean headers = type == FrameType.HEADERS || type == FrameType.CONTINUATION;
    boolean continues = headers && !hasFlag(Flags.END_HEADERS);
    if (type == FrameType.DATA) {
      end(); // a body has its own deadline
    }
    int before = buffer.remaining();
    boolean whole = super.parseBody(buffer);
    if (headers) {
      bytes += before - buffer.remaining();
    }
    if (whole && !continues) {
      started = true;
      end();
    }
    return whole;
  }

  private void begin() {
    if (beganNanos == NONE) {
      beganNanos = NanoTime.now();
    }
  }

  private void end() {
    beganNanos = NONE;
    bytes = 0;
  }
}
