package io.cablebridge.stream;

import io.cablebridge.bounded.HeapBudget;
import io.cablebridge.protocol.HistoryRequest;
import io.cablebridge.protocol.JsonText;
import io.cablebridge.protocol.StreamPosition;
import io.cablebridge.setting.ConfigRecords;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Messages of the stream {@code chat}, and requests for its history. */
public final class Messages {
  public static final String CHAT = "chat";
  public static final StreamConfig DEFAULTS = ConfigRecords.defaults(StreamConfig.class);

  /** A budget that no test exhausts. */
  public static final HeapBudget AMPLE = new HeapBudget(Long.MAX_VALUE);

  private Messages() {}

  /** A message whose data is its position, such as {@code A7}. */
  public static StreamMessage at(String epoch, long offset) {
    return at(epoch, offset, 1_000);
  }

  public static StreamMessage at(String epoch, long offset, long seconds) {
    return message(epoch + offset, new StreamPosition(offset, epoch), seconds);
  }

  public static StreamMessage message(
      String text, @Nullable StreamPosition position, long seconds) {
    return new StreamMessage(CHAT, JsonText.of(text), position, null, null, seconds);
  }

  public static Publication publication(String text) {
    return new Publication(CHAT, JsonText.of(text), null, null, false);
  }

  public static Publication transientPublication(String text) {
    return new Publication(CHAT, JsonText.of(text), null, null, true);
  }

  public static StreamPosition position(String epoch, long offset) {
    return new StreamPosition(offset, epoch);
  }

  public static HistoryRequest after(StreamPosition position) {
    return new HistoryRequest(Map.of(CHAT, position), 0);
  }

  public static HistoryRequest after(@Nullable StreamMessage message) {
    StreamPosition position = message == null ? null : message.position();
    if (position == null) {
      throw new IllegalArgumentException("has no position");
    }
    return after(position);
  }

  public static HistoryRequest since(long seconds) {
    return new HistoryRequest(Map.of(), seconds);
  }

  public static StreamConfig limit(int messages) {
    return new StreamConfig(messages, 1 << 20, Duration.ofMinutes(5));
  }
}
