package io.cablebridge.admin.page;

import static java.util.Comparator.comparingInt;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingInt;

import io.cablebridge.session.diagnostics.EngineSnapshot;
import io.cablebridge.stream.StreamSnapshot;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The streams with the most subscribers, and the channels with the most subscriptions. */
public record StreamsView(
    HealthView.Broker broker,
    int streams,
    List<StreamRow> streamRows,
    int channels,
    List<ChannelRow> channelRows) {

  private static final int MAX_ROWS = 100;
  private static final int MAX_NAME = 64;

  /**
   * A {@link StreamSnapshot}, by the beginning of its name, which may be a client's: hostile text.
   */
  public record StreamRow(
      String name,
      int readers,
      long messages,
      NumberText messagesPerSecond,
      int held,
      ByteCount heldBytes) {

    static StreamRow of(StreamSnapshot stream, @Nullable Double perSecond) {
      return new StreamRow(
          ChannelLabel.printable(stream.name(), MAX_NAME),
          stream.readers(),
          stream.messages(),
          NumberText.of(perSecond == null ? Double.NaN : perSecond),
          stream.held(),
          new ByteCount(stream.heldBytes()));
    }
  }

  /** A channel by its name alone. */
  public record ChannelRow(String name, int subscriptions) {

    public String path() {
      return "/sessions?channel=" + Query.encoded(name);
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
                comparingInt(StreamSnapshot::readers)
                    .reversed()
                    .thenComparing(StreamSnapshot::name))
            .limit(MAX_ROWS)
            .map(stream -> StreamRow.of(stream, reading.perSecond(stream)))
            .toList(),
        channels.size(),
        channels.entrySet().stream()
            .map(entry -> new ChannelRow(entry.getKey(), entry.getValue()))
            .sorted(
                comparingInt(ChannelRow::subscriptions).reversed().thenComparing(ChannelRow::name))
            .limit(MAX_ROWS)
            .toList());
  }

  /** Many sessions share an identifier, so each text is parsed once. */
  private static Map<String, Integer> channels(EngineSnapshot engine) {
    Map<String, Integer> identifiers =
        engine.live().stream()
            .flatMap(session -> session.channels().stream())
            .collect(groupingBy(Function.identity(), summingInt(each -> 1)));
    return identifiers.entrySet().stream()
        .collect(
            groupingBy(
                identifier -> ChannelLabel.of(identifier.getKey()).name(),
                summingInt(Map.Entry::getValue)));
  }
}
