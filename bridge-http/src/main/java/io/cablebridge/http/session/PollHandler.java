package io.cablebridge.http.session;

import io.cablebridge.http.exchange.ApiException;
import io.cablebridge.http.exchange.Exchange;
import io.cablebridge.protocol.Position;
import io.cablebridge.session.Session;
import io.cablebridge.session.delivery.AttachRefusedException;
import io.cablebridge.time.Time;
import java.time.Duration;
import java.util.OptionalLong;

/** Answers every other {@code GET /{id}}: one long poll. */
public final class PollHandler {
  private final SessionResolver gate;
  private final PollConfig config;
  private final Time time;

  public PollHandler(SessionResolver gate, PollConfig config, Time time) {
    this.gate = gate;
    this.config = config;
    this.time = time;
  }

  public void handle(Exchange exchange, String id) throws ApiException {
    Position position = exchange.position();
    OptionalLong queue = exchange.whole("poll-queue");
    Duration asked = exchange.seconds("timeout", config.timeout());
    // Zero means no forced answer, but nothing waits for ever.
    boolean longest = asked.isZero() || asked.compareTo(config.maxTimeout()) > 0;
    Duration wait = longest ? config.maxTimeout() : asked;
    Session session = gate.findOrOpen(id, exchange, position);
    queue.ifPresent(session::limitQueue);
    gate.whenOpened(session, exchange, opened -> poll(exchange, opened, position, wait));
  }

  private void poll(
      Exchange exchange,
      Session session,
      @org.jspecify.annotations.Nullable Position position,
      Duration wait) {
    PollListener listener = new PollListener(session, exchange, time, config.batchWindow());
    try {
      listener.start(session.attach(listener, position), wait);
    } catch (AttachRefusedException e) {
      exchange.fail(SessionResolver.refusal(e));
    }
  }
}
