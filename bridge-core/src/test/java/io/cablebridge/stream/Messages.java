package io.cablebridge.stream;

import io.cablebridge.protocol.HistoryRequest;
import io.cablebridge.protocol.Slice;
import io.cablebridge.protocol.StreamPosition;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Messages of the stream {@code chat}, and wishes for them. */
final class Messages {
  static final String CHAT = "chat";
  static final StreamConfig DEFAULTS = StreamConfig.defaults();

  /** What no test uses up. */
  static final HistoryBudget AMPLE = new HistoryBudget(Long.MAX_VALUE);

  private Messages() {}

  /** One that says {@code A7}, or whatever its position is. */
  static StreamMessage at(String epoch, long offset) {
    return at(epoch, offset, 1_000);
  }

  static StreamMessage at(String epoch, long offset, long seconds) {
    return message(epoch + offset, new StreamPosition(offset, epoch), seconds);
  }

  static StreamMessage message(String text, @Nullable StreamPosition position, long seconds) {
    return new StreamMessage(CHAT, Slice.of(text), position, null, null, seconds);
  }

  static Publication publication(String text) {
    return new Publication(CHAT, Slice.of(text), null, null, false);
  }

  static Publication fleeting(String text) {
    return new Publication(CHAT, Slice.of(text), null, null, true);
  }

  static StreamPosition position(String epoch, long offset) {
    return new StreamPosition(offset, epoch);
  }

  static HistoryRequest after(StreamPosition position) {
    return new HistoryRequest(Map.of(CHAT, position), 0);
  }

  static HistoryRequest after(@Nullable StreamMessage message) {
    StreamPosition position = message == null ? null : message.position();
    if (position == null) {
      throw new IllegalArgumentException("has no position");
    }
    return after(position);
  }

  static HistoryRequest since(long seconds) {
    return new HistoryRequest(Map.of(), seconds);
  }

  static StreamConfig limit(int messages) {
    return new StreamConfig(messages, 1 << 20, Duration.ofMinutes(5));
  }
}
