package io.cablebridge.http.sse;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.RetainableByteBuffer;
import org.eclipse.jetty.util.Callback;

/**
 * A stream that has left HTTP after its head: the socket without the parser, channel and buffers of
 * a request that is over. It reads, and so detects at once that the client disconnects. {@link
 * SseResponder} creates it for HTTP/1.1; the selector thread reads it.
 */
final class SseConnection extends AbstractConnection.NonBlocking
    implements SseTransport, Connection.UpgradeTo {
  private static final int SCRATCH = 256;

  /** What a client may send after its request; more ends the stream. */
  private static final int MAX_SURPLUS = 4096;

  private final ByteBufferPool buffers;
  private final SseListener listener;

  /** Bytes that came after the request; the thread that reads counts them. */
  private int surplus;

  SseConnection(
      EndPoint endPoint,
      Executor executor,
      ByteBufferPool buffers,
      Function<SseTransport, SseListener> listeners) {
    super(endPoint, executor);
    this.buffers = buffers;
    this.listener = listeners.apply(this);
  }

  SseListener listener() {
    return listener;
  }

  @Override
  public void onOpen() {
    super.onOpen();
    getEndPoint().setIdleTimeout(0);
    fillInterested();
    listener.wake();
  }

  /** Receives what the client sent behind its request, which is discarded, too. */
  @Override
  public void onUpgradeTo(ByteBuffer bytes) {
    surplus = bytes.remaining();
  }

  @Override
  public void onFillable() {
    RetainableByteBuffer scratch = buffers.acquire(SCRATCH, false);
    try {
      ByteBuffer bytes = scratch.getByteBuffer();
      int filled = getEndPoint().fill(bytes);
      while (filled > 0 && surplus <= MAX_SURPLUS) {
        surplus += filled;
        bytes.clear().flip(); // what a client sends here is discarded
        filled = getEndPoint().fill(bytes);
      }
      if (filled < 0 || surplus > MAX_SURPLUS) {
        listener.disconnected();
      } else {
        fillInterested();
      }
    } catch (IOException e) {
      listener.disconnected();
    } finally {
      scratch.release();
    }
  }

  @Override
  public void onFillInterestedFailed(Throwable cause) {
    listener.disconnected();
  }

  @Override
  public boolean onIdleExpired(TimeoutException timeout) {
    return false; // a stream may be idle; the listener has its own deadline for writes
  }

  @Override
  public void write(ByteBuffer bytes, Callback callback) {
    getEndPoint().write(callback, bytes);
  }

  @Override
  public void close(boolean afterLastBytes) {
    if (afterLastBytes) {
      getEndPoint().shutdownOutput();
    }
    close();
  }
}
