package io.cablebridge.session.delivery;

import io.cablebridge.protocol.Payload;
import io.cablebridge.session.command.Subscription;
import org.jspecify.annotations.Nullable;

/**
 * What a client is told, before any transport has encoded it. Only a {@link ChannelEvent} has a
 * number of its own and lies in the backlog; the others are notices, made for one attachment when
 * it takes. Immutable.
 */
public sealed interface Event {

  /** A listener has joined: the first event of a stream, and told to its fellow listeners. */
  record Joined(UpstreamState upstream, boolean resumed) implements Event {}

  /** {@code count} events were lost to a full queue here. */
  record Dropped(long count) implements Event {}

  /** The last event of a session. */
  record Closed(CloseReason reason) implements Event {}

  /** What a channel event tells; {@link #text} is its name on the wire. */
  enum Kind {
    CONNECTED("connected"),
    RECEIVED("received"),
    REJECTED("rejected"),
    DISCONNECTED("disconnected"),
    /** All that was asked for of a stream's past has been told. */
    CONFIRM_HISTORY("confirm_history"),
    /** Something of a stream's past is, or may be, lost. */
    REJECT_HISTORY("reject_history");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    public String text() {
      return text;
    }
  }

  /**
   * An entry of the backlog: something about one subscription.
   *
   * @param offset 1, 2, 3 … within one epoch, the {@code msg_id}
   * @param wallNanos when we learnt of it, nanoseconds since 1970
   * @param message for RECEIVED what was sent; for CONNECTED where a stream is read from; else null
   * @param reason why it was rejected, when we rather than Rails know; else null
   */
  record ChannelEvent(
      long offset,
      long wallNanos,
      Kind kind,
      Subscription subscription,
      @Nullable Payload message,
      @Nullable String reason,
      boolean willReconnect)
      implements Event {
    private static final int OVERHEAD = 96;

    /**
     * What it takes in a queue and in a batch: its bytes and what holds them, whoever shares them.
     */
    public int size() {
      return sizeOf(message);
    }

    public static int sizeOf(@Nullable Payload message) {
      return OVERHEAD + (message == null ? 0 : Math.max(message.json().length(), message.held()));
    }

    /** What it costs to hold here: what is held once for many readers costs them nothing. */
    int held() {
      return OVERHEAD + (message == null ? 0 : message.held());
    }
  }
}
