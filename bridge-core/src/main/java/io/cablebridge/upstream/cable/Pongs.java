package io.cablebridge.upstream.cable;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.OpCode;
import org.jspecify.annotations.Nullable;

/**
 * Answers the WebSocket pings of one connection. At most one pong waits to be sent, and at most one
 * more follows it: the one for the newest ping (RFC 6455 5.5.3). A server that pings and does not
 * read therefore costs no memory. A {@link CableSocket} creates it; thread-safe without a lock.
 */
final class Pongs implements Callback {
  /** The payload of the pong that follows the waiting one; null if none follows. */
  private record Following(@Nullable ByteBuffer payload) {}

  private static final Following NONE = new Following(null);

  private final CableSocket socket;

  /** Null while no pong waits. */
  private final AtomicReference<@Nullable Following> next = new AtomicReference<>();

  Pongs(CableSocket socket) {
    this.socket = socket;
  }

  void answer(ByteBuffer payload) {
    Following newest = new Following(payload);
    if (next.getAndUpdate(waiting -> waiting == null ? NONE : newest) == null) {
      socket.send(OpCode.PONG, payload, this);
    }
  }

  @Override
  public void succeeded() {
    Following following =
        next.getAndUpdate(waiting -> waiting == null || waiting.payload() == null ? null : NONE);
    if (following != null && following.payload() != null) {
      socket.send(OpCode.PONG, following.payload(), this);
    }
  }
}
