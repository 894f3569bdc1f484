package io.cablebridge.http.session;

import static io.cablebridge.http.session.EventJsonWriter.ascii;
import static io.cablebridge.http.session.EventJsonWriter.bytes;

import io.cablebridge.http.sse.SseConfig;
import io.cablebridge.http.sse.SseEncoding;
import io.cablebridge.http.sse.SseEventWriter;
import io.cablebridge.protocol.CloseReason;
import io.cablebridge.session.Session;
import io.cablebridge.session.delivery.Delivery;
import io.cablebridge.session.delivery.Event;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;

/**
 * Writes deliveries as the session API's event stream: {@code id: 3/2Gx…}, {@code event: message},
 * {@code data: {…}}, an empty line (HTML 9.2.5). {@link SessionHandler} creates one for each
 * stream. Immutable.
 */
final class SessionEventEncoder implements SseEncoding {
  private static final byte[] ID = bytes("id: ");
  private static final byte[] DATA = bytes("\nevent: message\ndata: ");
  private static final byte[] END = bytes("\n\n");
  private static final byte[] COMMENT = bytes(":\n\n");
  private static final int EVENT_ROOM = 160;

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
      if (event instanceof Event.ChannelEvent channel) {
        offset = channel.offset();
      } else if (event instanceof Event.Dropped dropped) {
        offset += dropped.count();
      } else if (event instanceof Event.Closed closed
          && closed.reason().equals(CloseReason.SHUTTING_DOWN)) {
        ascii(SseEventWriter.retry(config.retryMillis()), out);
      }
      out.put(ID);
      EventJsonWriter.number(offset, out);
      ascii("/", session.epoch(), out);
      out.put(DATA);
      EventJsonWriter.write(event, session, true, out);
      out.put(END);
    }
    return false;
  }

  @Override
  public Duration heartbeatInterval() {
    return config.heartbeat();
  }

  /** A comment, which clients ignore and proxies count as traffic. */
  @Override
  public byte[] heartbeat() {
    return COMMENT;
  }
}
