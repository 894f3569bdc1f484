package io.cablebridge.http.anycable;

import io.cablebridge.http.sse.SseConfig;
import io.cablebridge.http.sse.SseEncoding;
import io.cablebridge.http.sse.SseEventWriter;
import io.cablebridge.protocol.CloseReason;
import io.cablebridge.protocol.StreamPosition;
import io.cablebridge.session.Session;
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
 * confirm_subscription}, {@code ping}, messages with {@code id: <offset>/<epoch>/<stream>}. A
 * message that all readers of a stream receive in one form is encoded once ({@link
 * StreamMessage#encoded}). One for each stream of events, used by one thread at a time.
 */
final class AnyCableEventEncoder implements SseEncoding {
  private static final byte[] COMMENT = {':', '\n', '\n'};
  private static final long SECOND = 1_000_000_000L;

  private final Session session;
  private final AnyCableRequest.Format format;
  private final SseConfig sse;
  private final Duration pingInterval;
  private final Time time;

  /** The client's position in each of several streams; null for a single stream. */
  private final @Nullable Map<String, StreamPosition> positions;

  /** The bytes of the delivery between {@link #room} and {@link #write}. */
  private final List<byte[]> parts = new ArrayList<>(2);

  private boolean welcomed;
  private boolean ended;

  AnyCableEventEncoder(
      Session session, AnyCableRequest request, SseConfig sse, Duration pingInterval, Time time) {
    this.session = session;
    this.format = request.format();
    this.positions = request.positions();
    this.sse = sse;
    this.pingInterval = pingInterval;
    this.time = time;
  }

  @Override
  public int room(Delivery delivery) {
    parts.clear();
    for (Event event : delivery.events()) {
      if (!ended) {
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
    return ended;
  }

  private void encode(Event event) {
    if (event instanceof ChannelEvent channel) {
      channelEvent(channel);
    } else if (event instanceof Event.Joined) {
      if (!welcomed) {
        welcomed = true;
        addTyped(AnyCableMessages.welcome(session.epoch()));
      }
    } else if (event instanceof Event.Dropped) {
      // A client that reads too slowly reconnects and resumes by its last id, without a loss.
      disconnect(new CloseReason("too_slow", true));
    } else if (event instanceof Event.Closed closed) {
      disconnect(closed.reason());
    }
  }

  private void channelEvent(ChannelEvent event) {
    switch (event.kind()) {
      case RECEIVED -> message(event);
      case CONNECTED -> confirmed(event);
      case DISCONNECTED -> {} // pings stop, and a confirmation follows the reconnection
      default -> addTyped(AnyCableMessages.confirmation(event).finish());
    }
  }

  /**
   * The confirmation of a stream has the client's position in it, so that a client that reconnects
   * before its first message misses nothing.
   */
  private void confirmed(ChannelEvent event) {
    StreamMessage start = event.message() instanceof StreamMessage message ? message : null;
    StreamPosition position = start == null ? null : start.position();
    if (start == null || position == null) {
      addTyped(AnyCableMessages.confirmation(event).finish());
      return;
    }
    SseEventWriter text =
        format.raw() ? new SseEventWriter() : AnyCableMessages.confirmation(event);
    parts.add(text.field("id", AnyCablePosition.text(advanced(start.stream(), position))).finish());
  }

  private Map<String, StreamPosition> advanced(String stream, StreamPosition position) {
    Map<String, StreamPosition> all = positions;
    if (all == null) {
      return Map.of(stream, position);
    }
    all.put(stream, position);
    return all;
  }

  private void addTyped(byte[] bytes) {
    if (!format.raw()) {
      parts.add(bytes);
    }
  }

  private void disconnect(CloseReason reason) {
    ended = true;
    parts.add(AnyCableMessages.disconnect(reason, format.raw(), sse.retryMillis()));
  }

  private void message(ChannelEvent event) {
    if (!(event.message() instanceof StreamMessage message)) {
      parts.add(AnyCableMessages.message(event, format, true));
      return;
    }
    if (message.type() != null && format.raw()) {
      return;
    }
    // The object around a message contains the client's identifier.
    boolean isValue = format.unwrapped() && message.type() == null;
    Object form = isValue ? "unwrapped" : event.subscription().identifier();
    StreamPosition position = message.position();
    if (positions == null || position == null) {
      parts.add(message.encoded(form, m -> AnyCableMessages.message(event, format, true)));
    } else {
      Object formWithoutId = List.of("without id", form);
      parts.add(
          message.encoded(formWithoutId, m -> AnyCableMessages.message(event, format, false)));
      parts.add(AnyCableMessages.id(advanced(message.stream(), position)));
    }
  }

  @Override
  public Duration heartbeatInterval() {
    return pingInterval;
  }

  @Override
  public byte[] heartbeat() {
    return format.raw() ? COMMENT : AnyCableMessages.ping(time.wallNanos() / SECOND);
  }
}
