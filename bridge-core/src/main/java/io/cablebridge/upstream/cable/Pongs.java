package io.cablebridge.upstream.cable;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Answers the WebSocket pings of one connection. At most one pong waits to be sent, and at most one
 * more follows it: the one for the newest ping (RFC 6455 5.5.3). A server that pings and does not
 * read therefore costs no memory. Each socket creates its own; thread-safe without a lock.
 */
final class Pongs implements Callback {
  /** The payload of the pong that follows the waiting one; null if none follows. */
  private record Following(@Nullable ByteBuffer payload) {}

  private static final Following NONE = new Following(null);

  private final BiConsumer<ByteBuffer, Callback> sender;

  /** Null while no pong waits. */
  private final AtomicReference<@Nullable Following> next = new AtomicReference<>();

  /**
   * @param sender sends a pong with this payload
   */
  Pongs(BiConsumer<ByteBuffer, Callback> sender) {
    this.sender = sender;
  }

  void answer(ByteBuffer payload) {
    Following newest = new Following(payload);
    if (next.getAndUpdate(waiting -> waiting == null ? NONE : newest) == null) {
      sender.accept(payload, this);
    }
  }

  @Override
  public void succeeded() {
    Following following =
        next.getAndUpdate(waiting -> waiting == null || waiting.payload() == null ? null : NONE);
    if (following != null && following.payload() != null) {
      sender.accept(following.payload(), this);
    }
  }
}
