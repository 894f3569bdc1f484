package io.cablebridge.http.anycable;

import io.cablebridge.http.exchange.Exchange;
import io.cablebridge.http.session.SessionResolver;
import io.cablebridge.http.sse.SseConfig;
import io.cablebridge.http.sse.SseResponse;
import io.cablebridge.http.sse.SseResponseFactory;
import io.cablebridge.session.Session;
import io.cablebridge.session.delivery.AttachRefusedException;
import io.cablebridge.session.delivery.Delivery;
import io.cablebridge.time.Time;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Starts the event stream of a request to {@code /events}: attaches its listener to the session and
 * sends the deliveries that came before. One for the process, thread-safe.
 */
final class AnyCableStreamStarter {
  private final SseResponseFactory responses;
  private final SseConfig sse;
  private final AnyCableConfig config;
  private final Time time;

  @Inject
  AnyCableStreamStarter(
      SseResponseFactory responses, SseConfig sse, AnyCableConfig config, Time time) {
    this.responses = responses;
    this.sse = sse;
    this.config = config;
    this.time = time;
  }

  void start(Exchange exchange, Session session, AnyCableRequest request, List<Delivery> received) {
    AnyCableEventEncoder encoder =
        new AnyCableEventEncoder(session, request, sse, config.pingInterval(), time);
    SseResponse response = responses.create(exchange, encoder);
    try {
      response.listener().attached(session.attach(response.listener(), null));
    } catch (AttachRefusedException e) {
      exchange.fail(SessionResolver.refusal(e));
      return;
    }
    response.send(encoded(encoder, received));
  }

  private static ByteBuffer encoded(AnyCableEventEncoder encoder, List<Delivery> deliveries) {
    ByteBuffer all = ByteBuffer.allocate(0);
    for (Delivery delivery : deliveries) {
      ByteBuffer longer = ByteBuffer.allocate(all.remaining() + encoder.room(delivery));
      longer.put(all);
      encoder.write(delivery, longer);
      all = longer.flip();
    }
    return all;
  }
}
