package io.cablebridge.http.session;

import io.cablebridge.http.exchange.ApiException;
import io.cablebridge.http.exchange.Exchange;
import io.cablebridge.http.exchange.Responses;
import io.cablebridge.http.sse.SseResponder;
import io.cablebridge.protocol.CloseReason;
import io.cablebridge.protocol.Command;
import io.cablebridge.protocol.Position;
import io.cablebridge.session.Session;
import jakarta.inject.Inject;
import java.util.List;
import org.eclipse.jetty.util.BufferUtil;

/**
 * Answers {@code GET /{id}} with {@code Accept: text/event-stream}: opens or resumes the session
 * and begins its stream. One for the process, thread-safe.
 */
final class SseHandler {
  private final SessionResolver resolver;
  private final CommandReader commands;
  private final SseResponder responder;

  @Inject
  SseHandler(SessionResolver resolver, CommandReader commands, SseResponder responder) {
    this.resolver = resolver;
    this.commands = commands;
    this.responder = responder;
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
        session,
        exchange,
        opened -> {
          SessionEventEncoder encoder = new SessionEventEncoder(opened, responder.config());
          responder.begin(exchange, encoder, opened, position, BufferUtil.EMPTY_BUFFER);
          if (!subscribes.isEmpty()) {
            opened.commands().execute(subscribes);
          }
        });
  }
}
