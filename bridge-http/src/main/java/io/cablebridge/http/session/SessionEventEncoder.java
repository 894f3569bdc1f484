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

/**
 * Writes deliveries as the session API's event stream: {@code id: 3/2Gx…}, {@code event: message},
 * {@code data: {…}}, an empty line (HTML 9.2.5). {@link SseHandler} creates one for each stream.
 * Immutable.
 */
public final class SessionEventEncoder implements SseEncoding {
  private static final byte[] ID = EventJsonWriter.bytes("id: ");
  private static final byte[] DATA = EventJsonWriter.bytes("\nevent: message\ndata: ");
  private static final byte[] END = EventJsonWriter.bytes("\n\n");
  private static final int EVENT_ROOM = 160;

  private static final int HEARTBEAT_ROOM = 8;

  private final Session session;
  private final SseConfig config;

  SessionEventEncoder(Session session, SseConfig config) {
    this.session = session;
    this.config = config;
  }

  @Override
  public int room(Delivery delivery) {
    int room = 0;
    for (Event event : delivery.events()) {
      room += EventJsonWriter.room(event) + EVENT_ROOM;
    }
    return room;
  }

  @Override
  public boolean write(Delivery delivery, ByteBuffer out) {
    EventJsonWriter writer = new EventJsonWriter(out, true);
    long offset = delivery.after();
    for (Event event : delivery.events()) {
      if (event instanceof ChannelEvent channel) {
        offset = channel.offset();
      } else if (event instanceof Event.Dropped dropped) {
        offset += dropped.count();
      } else if (event instanceof Event.Closed closed
          && closed.reason().equals(CloseReason.SHUTTING_DOWN)) {
        SseEventWriter.retry(config.retryMillis(), out);
      }
      out.put(ID);
      writer.number(offset);
      writer.ascii("/", session.epoch());
      out.put(DATA);
      if (event instanceof ChannelEvent channel) {
        writer.channelEvent(channel, session.epoch());
      } else if (event instanceof Event.Joined joined) {
        writer.joined(joined, session.id(), session.epoch());
      } else if (event instanceof Event.Dropped dropped) {
        writer.dropped(dropped, session.epoch());
      } else if (event instanceof Event.Closed closed) {
        writer.closed(closed);
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
