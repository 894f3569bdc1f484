package io.cablebridge.http.session;

import io.cablebridge.http.exchange.ApiException;
import io.cablebridge.http.exchange.Exchange;
import io.cablebridge.protocol.Position;
import io.cablebridge.session.Session;
import io.cablebridge.time.Time;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * Answers {@code GET /{id}} without {@code Accept: text/event-stream}: one long poll. One for the
 * process, thread-safe.
 */
final class PollHandler {
  private final SessionResolver resolver;
  private final PollConfig config;
  private final Time time;

  @Inject
  PollHandler(SessionResolver resolver, PollConfig config, Time time) {
    this.resolver = resolver;
    this.config = config;
    this.time = time;
  }

  void handle(Exchange exchange, String id) throws ApiException {
    Position position = exchange.position();
    OptionalLong queue = exchange.integer("poll-queue");
    Duration requested = exchange.seconds("timeout", config.timeout());
    // Zero requests no timeout; the bridge applies its own.
    boolean longest = requested.isZero() || requested.compareTo(config.maxTimeout()) > 0;
    Duration wait = longest ? config.maxTimeout() : requested;
    Session session = resolver.findOrOpen(id, exchange, position);
    queue.ifPresent(session::limitQueue);
    resolver.whenOpened(
        session,
        exchange,
        opened -> {
          PollListener listener = new PollListener(opened, exchange, time, config.batchWindow());
          listener.start(opened.attach(listener, position), wait);
        });
  }
}
