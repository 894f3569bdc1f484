package io.cablebridge.http.sse;

import io.cablebridge.http.session.SseHandler;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.RetainableByteBuffer;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * A stream that has left HTTP after its head: the socket without the parser, channel and buffers of
 * a request that is over. It reads, and so sees a client go at once. Made by {@link SseHandler} for
 * HTTP/1.1; read on the selector thread.
 */
final class SseConnection extends AbstractConnection.NonBlocking implements SseTransport {
  private static final int SCRATCH = 256;

  private final ByteBufferPool buffers;
  private @Nullable SseListener listener;

  SseConnection(EndPoint endPoint, Executor executor, ByteBufferPool buffers) {
    super(endPoint, executor);
    this.buffers = buffers;
  }

  /** Whose bytes these are; said before the connection opens. */
  void carry(SseListener newListener) {
    listener = newListener;
  }

  @Override
  public void onOpen() {
    super.onOpen();
    getEndPoint().setIdleTimeout(0);
    fillInterested();
    SseListener stream = listener;
    if (stream != null) {
      stream.start();
    }
  }

  @Override
  public void onFillable() {
    RetainableByteBuffer scratch = buffers.acquire(SCRATCH, false);
    try {
      ByteBuffer bytes = scratch.getByteBuffer();
      int filled = getEndPoint().fill(bytes);
      while (filled > 0) {
        bytes.clear().flip(); // a client has nothing to say here
        filled = getEndPoint().fill(bytes);
      }
      if (filled < 0) {
        gone();
      } else {
        fillInterested();
      }
    } catch (IOException e) {
      gone();
    } finally {
      scratch.release();
    }
  }

  private void gone() {
    SseListener stream = listener;
    if (stream != null) {
      stream.gone();
    }
  }

  @Override
  public void onFillInterestedFailed(Throwable cause) {
    gone();
  }

  @Override
  public boolean onIdleExpired(java.util.concurrent.TimeoutException timeout) {
    return false; // streams are idle; the listener has its own deadline for writes
  }

  @Override
  public void write(ByteBuffer bytes, Callback callback) {
    getEndPoint().write(callback, bytes);
  }

  @Override
  public void close(boolean inOrder) {
    if (inOrder) {
      getEndPoint().shutdownOutput();
    }
    close();
  }
}
