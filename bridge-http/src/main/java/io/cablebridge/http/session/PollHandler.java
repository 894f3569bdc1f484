package io.cablebridge.http.session;

import io.cablebridge.http.exchange.ApiException;
import io.cablebridge.http.exchange.Exchange;
import io.cablebridge.protocol.Position;
import io.cablebridge.session.Session;
import io.cablebridge.session.delivery.AttachRefusedException;
import io.cablebridge.time.Time;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

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
    resolver.whenOpened(session, exchange, opened -> poll(exchange, opened, position, wait));
  }

  private void poll(
      Exchange exchange, Session session, @Nullable Position position, Duration wait) {
    PollListener listener = new PollListener(session, exchange, time, config.batchWindow());
    try {
      listener.start(session.attach(listener, position), wait);
    } catch (AttachRefusedException e) {
      exchange.fail(SessionResolver.refusal(e));
    }
  }
}
