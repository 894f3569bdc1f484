package io.cablebridge.http.session;

import io.cablebridge.http.exchange.ApiException;
import io.cablebridge.http.exchange.Exchange;
import io.cablebridge.http.exchange.Responses;
import io.cablebridge.http.sse.SseConfig;
import io.cablebridge.http.sse.SseResponse;
import io.cablebridge.http.sse.SseResponseFactory;
import io.cablebridge.protocol.Command;
import io.cablebridge.protocol.Position;
import io.cablebridge.session.Session;
import io.cablebridge.session.delivery.AttachRefusedException;
import io.cablebridge.session.delivery.CloseReason;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Answers {@code GET /{id}} with {@code Accept: text/event-stream}: opens or resumes the session
 * and hands the response to an {@link io.cablebridge.http.sse.SseListener}. One for the process,
 * thread-safe.
 */
final class SseHandler {
  private final SessionResolver resolver;
  private final CommandReader commands;
  private final SseConfig config;
  private final SseResponseFactory responses;

  @Inject
  SseHandler(
      SessionResolver resolver,
      CommandReader commands,
      SseConfig config,
      SseResponseFactory responses) {
    this.resolver = resolver;
    this.commands = commands;
    this.config = config;
    this.responses = responses;
  }

  void handle(Exchange exchange, String id) throws ApiException {
    Position position = exchange.position();
    List<Command> subscribes = commands.subscribes(exchange.query().getValuesOrEmpty("subscribe"));
    Session session = resolver.findOrOpen(id, exchange, position);
    CloseReason closed = session.closeReason();
    boolean closedForever = closed != null && !closed.reconnect();
    if (closedForever && position != null && position.epoch().equals(session.epoch())) {
      exchange.response().getHeaders().put("X-Session-Id", session.epoch());
      Responses.empty(exchange.response(), 204, exchange.callback()); // EventSource then stops
      return;
    }
    resolver.whenOpened(
        session, exchange, opened -> stream(exchange, opened, position, subscribes));
  }

  private void stream(
      Exchange exchange, Session session, @Nullable Position position, List<Command> subscribes) {
    SseResponse response = responses.create(exchange, new SessionEventEncoder(session, config));
    try {
      response.listener().attached(session.attach(response.listener(), position));
    } catch (AttachRefusedException e) {
      exchange.fail(SessionResolver.refusal(e));
      return;
    }
    if (!subscribes.isEmpty()) {
      session.execute(subscribes);
    }
    response.send(ByteBuffer.allocate(0));
  }
}
