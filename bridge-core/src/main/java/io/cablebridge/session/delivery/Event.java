package io.cablebridge.session.delivery;

import io.cablebridge.protocol.CloseReason;
import io.cablebridge.protocol.Payload;
import io.cablebridge.protocol.UpstreamState;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a client receives, before a transport has encoded it. Only a {@link ChannelEvent} has a
 * number of its own and lies in the backlog; the others are notices, made for one listener when it
 * takes. Immutable.
 */
public sealed interface Event {

  /** A listener has joined: the first event of a stream; the other listeners receive it, too. */
  record Joined(UpstreamState upstream, boolean resumed) implements Event {}

  /** Here {@code count} events were lost to a full queue. */
  record Dropped(long count) implements Event {}

  /** The last event of a session. */
  record Closed(CloseReason reason) implements Event {}

  /** The kind of a channel event; {@link #text} is its name on the wire. */
  enum Kind {
    CONNECTED,
    RECEIVED,
    REJECTED,
    DISCONNECTED,
    /** The requested history of a stream is complete. */
    CONFIRM_HISTORY,
    /** Some of the requested history of a stream is, or may be, missing. */
    REJECT_HISTORY;

    private final String text = name().toLowerCase(Locale.ROOT);

    public String text() {
      return text;
    }
  }

  /**
   * An entry of the backlog: something about one subscription.
   *
   * @param offset 1, 2, 3 … within one epoch, the {@code msg_id}
   * @param wallNanos when it happened, nanoseconds since 1970
   * @param message for RECEIVED the message; for CONNECTED the position in a stream; else null
   * @param reason of a rejection by the bridge; else null
   */
  record ChannelEvent(
      long offset,
      long wallNanos,
      Kind kind,
      SubscriptionId subscription,
      @Nullable Payload message,
      @Nullable String reason)
      implements Event {
    private static final int OVERHEAD = 96;

    /** Its size in a queue and in a batch: its bytes and their overhead, shared or not. */
    public int size() {
      return sizeOf(message);
    }

    public static int sizeOf(@Nullable Payload message) {
      return OVERHEAD + (message == null ? 0 : Math.max(message.json().length(), message.held()));
    }

    /** What it adds to the heap: a message shared by many sessions adds only its overhead. */
    int held() {
      return OVERHEAD + (message == null ? 0 : message.held());
    }
  }
}
