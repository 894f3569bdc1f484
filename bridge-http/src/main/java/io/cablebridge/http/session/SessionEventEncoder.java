package io.cablebridge.http.session;

import io.cablebridge.http.sse.SseConfig;
import io.cablebridge.http.sse.SseEncoding;
import io.cablebridge.http.sse.SseEventWriter;
import io.cablebridge.session.Session;
import io.cablebridge.session.delivery.CloseReason;
import io.cablebridge.session.delivery.Delivery;
import io.cablebridge.session.delivery.Event;
import io.cablebridge.session.delivery.Event.ChannelEvent;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;

/**
 * Writes deliveries as the session API's event stream: {@code id: 3/2Gx…}, {@code event: message},
 * {@code data: {…}}, an empty line (HTML 9.2.5). {@link SseHandler} creates one for each stream.
 * Immutable.
 */
final class SessionEventEncoder implements SseEncoding {
  private static final byte[] ID = EventJsonWriter.bytes("id: ");
  private static final byte[] DATA = EventJsonWriter.bytes("\nevent: message\ndata: ");
  private static final byte[] END = EventJsonWriter.bytes("\n\n");
  private static final int EVENT_ROOM = 160;

  private static final int HEARTBEAT_ROOM = 8;

  private static final EventJsonWriter JSON = new EventJsonWriter(true);

  private final Session session;
  private final SseConfig config;

  SessionEventEncoder(Session session, SseConfig config) {
    this.session = session;
    this.config = config;
  }

  @Override
  public int room(Delivery delivery) {
    // Here and in write() by index: an iterator would be one more object for each message.
    List<Event> events = delivery.events();
    int room = 0;
    for (int i = 0; i < events.size(); i++) {
      room += EventJsonWriter.room(events.get(i)) + EVENT_ROOM;
    }
    return room;
  }

  @Override
  public boolean write(Delivery delivery, ByteBuffer out) {
    long offset = delivery.after();
    List<Event> events = delivery.events();
    for (int i = 0; i < events.size(); i++) {
      Event event = events.get(i);
      if (event instanceof ChannelEvent channel) {
        offset = channel.offset();
      } else if (event instanceof Event.Dropped dropped) {
        offset += dropped.count();
      } else if (event instanceof Event.Closed closed
          && closed.reason().equals(CloseReason.SHUTTING_DOWN)) {
        SseEventWriter.retry(config.retryMillis(), out);
      }
      out.put(ID);
      JSON.number(offset, out);
      JSON.ascii("/", session.epoch(), out);
      out.put(DATA);
      if (event instanceof ChannelEvent channel) {
        JSON.channelEvent(channel, session.epoch(), out);
      } else if (event instanceof Event.Joined joined) {
        JSON.joined(joined, session.id(), session.epoch(), out);
      } else if (event instanceof Event.Dropped dropped) {
        JSON.dropped(dropped, session.epoch(), out);
      } else if (event instanceof Event.Closed closed) {
        JSON.closed(closed, out);
      }
      out.put(END);
    }
    return false;
  }

  @Override
  public Duration heartbeatInterval() {
    return config.heartbeat();
  }

  @Override
  public int heartbeatRoom() {
    return HEARTBEAT_ROOM;
  }

  @Override
  public void heartbeat(ByteBuffer out) {
    SseEventWriter.comment(0, out);
  }
}
