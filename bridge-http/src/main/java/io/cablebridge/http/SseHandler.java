package io.cablebridge.http;

import io.cablebridge.protocol.Command;
import io.cablebridge.protocol.Position;
import io.cablebridge.session.Session;
import io.cablebridge.session.delivery.AttachRefusedException;
import io.cablebridge.session.delivery.CloseReason;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Answers {@code GET /{id}} with {@code Accept: text/event-stream}: opens or resumes the session
 * and hands the response over to a {@link SseListener}.
 */
final class SseHandler {
  private final SessionGate gate;
  private final CommandReader commands;
  private final SseConfig config;
  private final SseResponses responses;

  SseHandler(SessionGate gate, CommandReader commands, SseConfig config, SseResponses responses) {
    this.gate = gate;
    this.commands = commands;
    this.config = config;
    this.responses = responses;
  }

  void handle(Exchange exchange, String id) throws ApiException {
    Position position = exchange.position();
    List<Command> subscribes = commands.subscribes(exchange.query().getValuesOrEmpty("subscribe"));
    Session session = gate.findOrOpen(id, exchange, position);
    CloseReason closed = session.closeReason();
    boolean forGood = closed != null && !closed.reconnect();
    if (forGood && position != null && position.epoch().equals(session.epoch())) {
      exchange.response().getHeaders().put("X-Session-Id", session.epoch());
      Answers.empty(exchange.response(), 204, exchange.callback()); // makes EventSource stop
      return;
    }
    gate.whenOpened(session, exchange, opened -> stream(exchange, opened, position, subscribes));
  }

  private void stream(
      Exchange exchange, Session session, @Nullable Position position, List<Command> subscribes) {
    SseResponse response = responses.begin(exchange, new SseEncoder(session, config));
    try {
      response.listener().attached(session.attach(response.listener(), position));
    } catch (AttachRefusedException e) {
      exchange.fail(SessionGate.refusal(e));
      return;
    }
    if (!subscribes.isEmpty()) {
      session.execute(subscribes);
    }
    response.send(ByteBuffer.allocate(0));
  }
}
