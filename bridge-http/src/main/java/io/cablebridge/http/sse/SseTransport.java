package io.cablebridge.http.sse;

import java.nio.ByteBuffer;
import org.eclipse.jetty.util.Callback;

/** The way of one stream's bytes to the client; takes one write at a time. */
interface SseTransport {

  /** Writes without blocking; the buffer belongs to the transport until the callback. */
  void write(ByteBuffer bytes, Callback callback);

  /** Ends the response: after its last bytes, or at once when a write has failed. */
  void close(boolean afterLastBytes);
}
