package io.cablebridge.upstream.cable;

import io.cablebridge.time.Time;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Answers the WebSocket pings of one connection. At most one pong waits to be sent, and at most one
 * more follows it: the one for the newest ping (RFC 6455 5.5.3). A server that pings and does not
 * read therefore costs no memory. Of pings that come in masses a few are answered at once, and then
 * the newest four times a second, so that they cost little time. Each socket creates its own;
 * thread-safe without a lock.
 */
final class Pongs implements Callback {
  /** The payload of the pong that follows the waiting one; null if none follows. */
  private record Following(@Nullable ByteBuffer payload) {}

  private static final Following NONE = new Following(null);

  /** Pings that are answered at once between two answers that were postponed. */
  private static final int AT_ONCE = 16;

  private static final Duration INTERVAL = Duration.ofMillis(250);

  private final BiConsumer<ByteBuffer, Callback> sender;
  private final Time time;

  /** Null while no pong waits. */
  private final AtomicReference<@Nullable Following> next = new AtomicReference<>();

  private final AtomicInteger answered = new AtomicInteger();

  /** The newest ping that has to wait for the timer; null while the timer is not set. */
  private final AtomicReference<@Nullable ByteBuffer> postponed = new AtomicReference<>();

  /**
   * @param sender sends a pong with this payload
   */
  Pongs(BiConsumer<ByteBuffer, Callback> sender, Time time) {
    this.sender = sender;
    this.time = time;
  }

  void received(ByteBuffer payload) {
    if (answered.get() < AT_ONCE) {
      answered.incrementAndGet();
      answer(payload);
    } else if (postponed.getAndSet(payload) == null) {
      time.after(INTERVAL, this::answerPostponed);
    }
  }

  private void answerPostponed() {
    ByteBuffer newest = postponed.getAndSet(null);
    answered.set(0);
    if (newest != null) {
      answer(newest);
    }
  }

  private void answer(ByteBuffer payload) {
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
