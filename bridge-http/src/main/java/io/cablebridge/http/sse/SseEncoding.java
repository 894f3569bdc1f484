package io.cablebridge.http.sse;

import io.cablebridge.session.delivery.Delivery;
import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * The form of a stream's events: those of the session API, or AnyCable's. One for each stream, used
 * by one thread at a time.
 */
public interface SseEncoding {

  /** The most bytes that a delivery takes; {@link #write} of the same delivery follows. */
  int room(Delivery delivery);

  /** Returns whether the stream must end after it though the session has not. */
  boolean write(Delivery delivery, ByteBuffer out);

  Duration heartbeatInterval();

  /** The bytes of a heartbeat; the caller does not change them. */
  byte[] heartbeat();
}
