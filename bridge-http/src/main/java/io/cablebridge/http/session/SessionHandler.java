package io.cablebridge.http.session;

import io.cablebridge.http.exchange.ApiException;
import io.cablebridge.http.exchange.Exchange;
import io.cablebridge.http.exchange.JsonString;
import io.cablebridge.http.exchange.Responses;
import io.cablebridge.http.request.HttpConfig;
import io.cablebridge.protocol.CloseReason;
import io.cablebridge.protocol.Ids;
import io.cablebridge.session.Session;
import jakarta.inject.Inject;
import org.eclipse.jetty.http.HttpHeader;

/**
 * Routes the requests to one session, {@code /{id}}, by method and {@code Accept}; ends a session
 * on {@code DELETE}, and opens one with a random id on {@code POST /}. One for the process,
 * thread-safe.
 */
public final class SessionHandler {
  private final HttpConfig config;
  private final SessionResolver resolver;
  private final SseHandler streams;
  private final PollHandler polls;
  private final CommandHandler commands;

  @Inject
  SessionHandler(
      HttpConfig config,
      SessionResolver resolver,
      SseHandler streams,
      PollHandler polls,
      CommandHandler commands) {
    this.config = config;
    this.resolver = resolver;
    this.streams = streams;
    this.polls = polls;
    this.commands = commands;
  }

  /** Answers a request to the session with an id. */
  public void handle(Exchange exchange, String id) throws ApiException {
    resolver.requireId(id);
    switch (exchange.request().getMethod()) {
      case "GET" -> get(exchange, id);
      case "POST" -> commands.handle(exchange, id);
      case "DELETE" -> delete(exchange, id);
      default -> throw exchange.methodNotAllowed("GET, POST, DELETE, OPTIONS");
    }
  }

  private void get(Exchange exchange, String id) throws ApiException {
    String accept =
        String.join(",", exchange.request().getHeaders().getValuesList(HttpHeader.ACCEPT));
    if (accept.contains("text/event-stream")) {
      streams.handle(exchange, id);
    } else {
      polls.handle(exchange, id);
    }
  }

  private void delete(Exchange exchange, String id) throws ApiException {
    Session session = resolver.find(id, exchange, null);
    if (session != null) {
      exchange.response().getHeaders().put("X-Session-Id", session.epoch());
      session.close(CloseReason.DELETED);
    }
    Responses.empty(exchange.response(), 204, exchange.callback());
  }

  /** Opens a session under an id that the bridge chooses, and that therefore cannot be guessed. */
  public void openNew(Exchange exchange) throws ApiException {
    String id = Ids.session();
    resolver.whenOpened(
        resolver.findOrOpen(id, exchange, null),
        exchange,
        session -> {
          exchange.response().getHeaders().put(HttpHeader.LOCATION, config.path(id));
          String body = JsonString.object("id", id, "session_id", session.epoch());
          Responses.json(exchange.response(), 201, body, exchange.callback());
        });
  }
}
