package io.cablebridge.http.anycable;

import io.cablebridge.http.sse.SseConfig;
import io.cablebridge.http.sse.SseEncoding;
import io.cablebridge.http.sse.SseEventWriter;
import io.cablebridge.protocol.StreamPosition;
import io.cablebridge.session.Session;
import io.cablebridge.session.delivery.CloseReason;
import io.cablebridge.session.delivery.Delivery;
import io.cablebridge.session.delivery.Event;
import io.cablebridge.session.delivery.Event.ChannelEvent;
import io.cablebridge.stream.StreamMessage;
import io.cablebridge.time.Time;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes deliveries as AnyCable's event stream: {@code event: welcome}, {@code
 * confirm_subscription}, {@code ping}, messages with {@code id: <offset>/<epoch>/<stream>}. What
 * all readers of a stream get in one form is encoded once ({@link StreamMessage#encoded}). One for
 * each stream of events; the listener's own thread at a time uses it.
 */
final class AnyCableEventEncoder implements SseEncoding {
  private static final int PING_ROOM = 96;
  private static final long SECOND = 1_000_000_000L;

  private final Session session;
  private final AnyCableFormat form;
  private final SseConfig sse;
  private final Duration pingEvery;
  private final Time time;

  /** Where the client is in each of several streams; null for one stream alone. */
  private final @Nullable Map<String, StreamPosition> positions;

  private boolean welcomed;

  /** The bytes of the delivery under way. */
  private final List<byte[]> parts = new ArrayList<>(2);

  private boolean over;

  /**
   * @param positions where the client was in each of several streams; null for one stream alone
   */
  AnyCableEventEncoder(
      Session session,
      AnyCableFormat form,
      SseConfig sse,
      Duration pingEvery,
      Time time,
      @Nullable Map<String, StreamPosition> positions) {
    this.session = session;
    this.form = form;
    this.sse = sse;
    this.pingEvery = pingEvery;
    this.time = time;
    this.positions = positions;
  }

  @Override
  public int room(Delivery delivery) {
    parts.clear();
    for (Event event : delivery.events()) {
      if (!over) {
        encode(event);
      }
    }
    int room = 0;
    for (byte[] part : parts) {
      room += part.length;
    }
    return room;
  }

  @Override
  public boolean write(Delivery delivery, ByteBuffer out) {
    for (byte[] part : parts) {
      out.put(part);
    }
    parts.clear();
    return over;
  }

  private void encode(Event event) {
    if (event instanceof ChannelEvent channel) {
      channelEvent(channel);
    } else if (event instanceof Event.Joined) {
      if (!welcomed) {
        welcomed = true;
        typed(AnyCableMessages.welcome(session.epoch()));
      }
    } else if (event instanceof Event.Dropped) {
      // Whoever reads too slowly comes back and resumes by its last id: nothing is lost that way.
      over = true;
      closed(new CloseReason("too_slow", true));
    } else if (event instanceof Event.Closed closed) {
      over = true;
      closed(closed.reason());
    }
  }

  private void channelEvent(ChannelEvent event) {
    switch (event.kind()) {
      case RECEIVED -> message(event);
      case CONNECTED -> confirmed(event);
      case DISCONNECTED -> {} // its pings stop, and a confirmation follows when it is back
      default -> typed(AnyCableMessages.told(event).end());
    }
  }

  /**
   * Says where the reader is before anything has come, so that it misses nothing when it comes
   * back.
   */
  private void confirmed(ChannelEvent event) {
    StreamMessage at = event.message() instanceof StreamMessage start ? start : null;
    StreamPosition position = at == null ? null : at.position();
    if (at == null || position == null) {
      typed(AnyCableMessages.told(event).end());
      return;
    }
    EventText text = form.raw() ? new EventText() : AnyCableMessages.told(event);
    parts.add(text.field("id", AnyCablePosition.text(moved(at.stream(), position))).end());
  }

  /** Where the client is once it has got to a position of one of its streams. */
  private Map<String, StreamPosition> moved(String stream, StreamPosition position) {
    Map<String, StreamPosition> known = positions;
    if (known == null) {
      return Map.of(stream, position);
    }
    known.put(stream, position);
    return known;
  }

  private void typed(byte[] bytes) {
    if (!form.raw()) {
      parts.add(bytes);
    }
  }

  private void closed(CloseReason reason) {
    byte[] bytes = AnyCableMessages.disconnect(reason, form.raw(), sse.retryMillis());
    parts.add(bytes);
  }

  private void message(ChannelEvent event) {
    if (!(event.message() instanceof StreamMessage message)) {
      parts.add(AnyCableMessages.ofChannel(event, form));
      return;
    }
    if (message.type() != null && form.raw()) {
      return;
    }
    Object key = form.unwrapped() && message.type() == null ? "unwrapped" : key(event);
    StreamPosition position = message.position();
    if (positions == null || position == null) {
      parts.add(message.encoded(key, m -> AnyCableMessages.ofStream(m, event, form, true)));
      return;
    }
    parts.add(
        message.encoded(
            List.of("without id", key), m -> AnyCableMessages.ofStream(m, event, form, false)));
    parts.add(AnyCableMessages.id(moved(message.stream(), position)));
  }

  /** What the full object says depends on the reader's identifier. */
  private static Object key(ChannelEvent event) {
    return event.subscription().identifier();
  }

  @Override
  public Duration heartbeatEvery() {
    return pingEvery;
  }

  @Override
  public int heartbeatRoom() {
    return PING_ROOM;
  }

  @Override
  public void heartbeat(ByteBuffer out) {
    if (form.raw()) {
      SseEventWriter.comment(0, out);
    } else {
      out.put(AnyCableMessages.ping(time.wallNanos() / SECOND));
    }
  }
}
