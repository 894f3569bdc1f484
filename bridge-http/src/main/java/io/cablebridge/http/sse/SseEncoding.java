package io.cablebridge.http.sse;

import io.cablebridge.session.delivery.Delivery;
import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * What a stream looks like on the wire: the session API's events, or AnyCable's. One for each
 * stream, used by one thread at a time.
 */
public interface SseEncoding {

  /** How many bytes a delivery takes at most; {@link #write} of the same delivery follows. */
  int room(Delivery delivery);

  /**
   * Writes a delivery.
   *
   * @return whether the stream must end with it, for another reason than the session's end
   */
  boolean write(Delivery delivery, ByteBuffer out);

  /** Silence after which a heartbeat is due. */
  Duration heartbeatEvery();

  /** How many bytes a heartbeat takes at most. */
  int heartbeatRoom();

  void heartbeat(ByteBuffer out);
}
