package io.cablebridge.http.rig;

import io.cablebridge.protocol.CloseReason;
import io.cablebridge.protocol.HistoryRequest;
import io.cablebridge.protocol.JsonText;
import io.cablebridge.protocol.UpstreamState;
import io.cablebridge.session.Credentials;
import io.cablebridge.session.Session;
import io.cablebridge.session.SessionConfig;
import io.cablebridge.session.SessionLimitException;
import io.cablebridge.session.SessionRegistry;
import io.cablebridge.session.command.CommandLock;
import io.cablebridge.session.command.Handshake;
import io.cablebridge.session.command.Subscription;
import io.cablebridge.session.command.Upstream;
import io.cablebridge.session.command.UpstreamSink;
import io.cablebridge.session.delivery.Delivery;
import io.cablebridge.session.delivery.Event;
import io.cablebridge.session.delivery.Event.ChannelEvent;
import io.cablebridge.session.delivery.Event.Kind;
import io.cablebridge.session.delivery.SubscriptionId;
import io.cablebridge.setting.ConfigRecords;
import io.cablebridge.stream.name.StreamTarget;
import io.cablebridge.time.SystemTime;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Deliveries with random events for the encoders, each with the JSON text that a client must get
 * for it, built without the product's writer.
 */
public final class RandomDeliveries {
  public static final String ID = "0123456789abcdef";

  private static final DateTimeFormatter RFC_3339 =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.nnnnnnnnn'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  /**
   * A delivery and what a stream must say of it.
   *
   * @param json the object of each event; what was carried, as it is
   * @param offsets the offset that each event leads to
   */
  public record Made(Delivery delivery, List<String> json, List<Long> offsets) {}

  public final Session session;
  private final RandomJson random;

  public RandomDeliveries(RandomJson random) {
    this.random = random;
    SessionRegistry registry =
        new SessionRegistry(
            ConfigRecords.defaults(SessionConfig.class),
            Duration.ofSeconds(5),
            new Silence(),
            new SystemTime());
    try {
      session = registry.open(ID, Credentials.of(List.of()), new Handshake("", List.of()));
    } catch (SessionLimitException e) {
      throw new AssertionError(e);
    }
  }

  public Made next(int size) {
    long after = random.below(5) == 0 ? Long.MAX_VALUE / 4 : random.below(2000);
    List<Event> events = new ArrayList<>();
    List<String> json = new ArrayList<>();
    List<Long> offsets = new ArrayList<>();
    long offset = after;
    long dropped = 0;
    for (int n = 0; n < size; n++) {
      int kind = n == size - 1 ? random.below(7) : random.below(6);
      if (kind == 0) {
        events.add(new Event.Joined(UpstreamState.RECONNECTING, true));
        json.add(
            "{\"type\":\"joined\",\"id\":\"%s\",\"session_id\":\"%s\",\"upstream\":\"reconnecting\",\"resumed\":true}"
                .formatted(ID, session.epoch()));
      } else if (kind == 1) {
        long count = 1L + random.below(1_000_000);
        offset += count;
        dropped += count;
        events.add(new Event.Dropped(count));
        json.add(
            "{\"type\":\"dropped\",\"count\":%d,\"session_id\":\"%s\"}"
                .formatted(count, session.epoch()));
      } else if (kind == 6) {
        String reason = plain();
        events.add(new Event.Closed(new CloseReason(reason, false)));
        json.add("{\"type\":\"closed\",\"reason\":" + quoted(reason) + ",\"reconnect\":false}");
      } else {
        offset++;
        ChannelEvent event = channelEvent(offset);
        events.add(event);
        json.add(text(event));
      }
      offsets.add(offset);
    }
    Delivery delivery = new Delivery(events, after, offset, dropped, 3, UpstreamState.OPEN, false);
    return new Made(delivery, json, offsets);
  }

  private ChannelEvent channelEvent(long offset) {
    Kind kind = Kind.values()[random.below(Kind.values().length)];
    String message = kind == Kind.RECEIVED ? random.value(3) : null;
    String reason = kind == Kind.REJECTED && random.below(2) == 0 ? plain() : null;
    JsonText json = message == null ? null : JsonText.of(message);
    long nanos = random.below(Integer.MAX_VALUE) * 4_000_000_000L + random.below(1 << 30);
    return new ChannelEvent(
        offset,
        nanos,
        kind,
        new SubscriptionId("chan-id_0-9", JsonText.of(random.identifier())),
        json,
        reason);
  }

  private String text(ChannelEvent event) {
    String text =
        "{\"type\":\""
            + event.kind().text()
            + "\",\"session_id\":\""
            + session.epoch()
            + "\",\"chan_id\":\"chan-id_0-9\",\"msg_id\":\""
            + event.offset()
            + "\",\"time\":\""
            + RFC_3339.format(
                Instant.ofEpochSecond(
                    event.wallNanos() / 1_000_000_000, event.wallNanos() % 1_000_000_000))
            + "\",\"identifier\":"
            + event.subscription().identifier()
            + ",\"message\":"
            + event.message();
    if (event.kind() == Kind.DISCONNECTED) {
      text += ",\"will_reconnect\":true";
    }
    return text + (event.reason() == null ? "}" : ",\"reason\":" + quoted(event.reason()) + "}");
  }

  private String plain() {
    return random.words().replaceAll("[\"\\\\]", "'");
  }

  /** For texts without quotation mark and backslash. */
  private static String quoted(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        default -> out.append(c < ' ' ? String.format("\\u%04X", (int) c) : String.valueOf(c));
      }
    }
    return out.append('"').toString();
  }

  /** Makes upstreams that nothing comes from. */
  private static final class Silence implements Upstream, Upstream.Factory {
    @Override
    public StreamTarget resolve(JsonText identifier) {
      return new StreamTarget.Cable();
    }

    @Override
    public boolean streamsAreDelivered() {
      return true;
    }

    @Override
    public Upstream cable(UpstreamSink sink, CommandLock commands, @Nullable Handshake handshake) {
      return this;
    }

    @Override
    public Upstream streams(UpstreamSink sink, CommandLock commands) {
      return this;
    }

    @Override
    public boolean subscribe(Subscription subscription, @Nullable HistoryRequest history) {
      return true;
    }

    @Override
    public void unsubscribe(JsonText identifier) {}

    @Override
    public void close() {}
  }
}
