package io.cablebridge.http.sse;

import java.nio.ByteBuffer;
import org.eclipse.jetty.util.Callback;

/** Where a stream's bytes go: one write at a time. */
interface SseTransport {

  /** Writes without blocking; the buffer is the output's until the callback. */
  void write(ByteBuffer bytes, Callback callback);

  /** Ends the response in good order, or, after a failed write, at once. */
  void close(boolean inOrder);
}
