package io.cablebridge.http.sse;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.RetainableByteBuffer;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * A stream that has left HTTP after its head: the socket without the parser, channel and buffers of
 * a request that is over. It reads, and so detects at once that the client disconnects. {@link
 * SseResponder} creates it for HTTP/1.1; the selector thread reads it.
 */
final class SseConnection extends AbstractConnection.NonBlocking implements SseTransport {
  private static final int SCRATCH = 256;

  private final ByteBufferPool buffers;
  private @Nullable SseListener listener;

  SseConnection(EndPoint endPoint, Executor executor, ByteBufferPool buffers) {
    super(endPoint, executor);
    this.buffers = buffers;
  }

  /** Sets the listener that writes the stream; called before the connection opens. */
  void setListener(SseListener newListener) {
    listener = newListener;
  }

  @Override
  public void onOpen() {
    super.onOpen();
    getEndPoint().setIdleTimeout(0);
    fillInterested();
    SseListener stream = listener;
    if (stream != null) {
      stream.wake();
    }
  }

  @Override
  public void onFillable() {
    RetainableByteBuffer scratch = buffers.acquire(SCRATCH, false);
    try {
      ByteBuffer bytes = scratch.getByteBuffer();
      int filled = getEndPoint().fill(bytes);
      while (filled > 0) {
        bytes.clear().flip(); // what a client sends here is discarded
        filled = getEndPoint().fill(bytes);
      }
      if (filled < 0) {
        disconnected();
      } else {
        fillInterested();
      }
    } catch (IOException e) {
      disconnected();
    } finally {
      scratch.release();
    }
  }

  private void disconnected() {
    SseListener stream = listener;
    if (stream != null) {
      stream.disconnected();
    }
  }

  @Override
  public void onFillInterestedFailed(Throwable cause) {
    disconnected();
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
