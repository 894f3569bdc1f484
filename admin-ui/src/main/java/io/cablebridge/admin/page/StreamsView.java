package io.cablebridge.admin.page;

import io.cablebridge.session.diagnostics.EngineSnapshot;
import io.cablebridge.session.diagnostics.SessionSnapshot;
import io.cablebridge.stream.StreamSnapshot;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The streams that the bridge carries, and the channels of Rails.
 *
 * @param streams streams with subscribers
 * @param streamRows those with the most subscribers
 * @param channels different names of subscribed channels
 * @param channelRows those with the most subscriptions
 */
public record StreamsView(
    HealthView.Broker broker,
    int streams,
    List<StreamRow> streamRows,
    int channels,
    List<ChannelRow> channelRows) {

  private static final int MAX_ROWS = 100;
  private static final int MAX_NAME = 64;

  /**
   * A stream with subscribers.
   *
   * @param name the beginning of its name, which may be a client's: hostile text
   * @param messages since its first subscriber
   * @param messagesPerSecond null until there are two readings
   * @param held messages in its history
   */
  public record StreamRow(
      String name,
      int readers,
      long messages,
      @Nullable Double messagesPerSecond,
      int held,
      ByteCount heldBytes) {

    public static StreamRow of(StreamSnapshot stream, @Nullable Double perSecond) {
      return new StreamRow(
          ChannelLabel.printable(stream.name(), MAX_NAME),
          stream.readers(),
          stream.messages(),
          perSecond,
          stream.held(),
          new ByteCount(stream.heldBytes()));
    }

    /** For the page. */
    public String rate() {
      return NumberText.of(messagesPerSecond);
    }
  }

  /** A channel by its name alone. */
  public record ChannelRow(String name, int subscriptions) {

    /** The address of its sessions. */
    public String path() {
      return new UrlBuilder("/sessions").with("channel", name).toString();
    }
  }

  public static StreamsView of(
      EngineSnapshot engine, StreamRates.StreamReading reading, HealthView.Broker broker) {
    Map<String, Integer> channels = channels(engine);
    return new StreamsView(
        broker,
        reading.streams().size(),
        reading.streams().stream()
            .sorted(
                Comparator.comparingInt(StreamSnapshot::readers)
                    .reversed()
                    .thenComparing(StreamSnapshot::name))
            .limit(MAX_ROWS)
            .map(stream -> StreamRow.of(stream, reading.perSecond(stream)))
            .toList(),
        channels.size(),
        channels.entrySet().stream()
            .map(entry -> new ChannelRow(entry.getKey(), entry.getValue()))
            .sorted(
                Comparator.comparingInt(ChannelRow::subscriptions)
                    .reversed()
                    .thenComparing(ChannelRow::name))
            .limit(MAX_ROWS)
            .toList());
  }

  /** Many sessions share an identifier, so each text is parsed once. */
  private static Map<String, Integer> channels(EngineSnapshot engine) {
    Map<String, Integer> identifiers = new HashMap<>();
    for (SessionSnapshot session : engine.live()) {
      session.channels().forEach(each -> identifiers.merge(each, 1, Integer::sum));
    }
    Map<String, Integer> channels = new HashMap<>();
    identifiers.forEach(
        (identifier, count) ->
            channels.merge(ChannelLabel.of(identifier).name(), count, Integer::sum));
    return channels;
  }
}
