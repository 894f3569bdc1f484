package io.cablebridge.http.session;

import io.cablebridge.http.exchange.ApiException;
import io.cablebridge.http.exchange.Exchange;
import io.cablebridge.http.exchange.JsonString;
import io.cablebridge.http.exchange.Responses;
import io.cablebridge.http.sse.SseResponder;
import io.cablebridge.protocol.CloseReason;
import io.cablebridge.protocol.Command;
import io.cablebridge.protocol.Ids;
import io.cablebridge.protocol.Position;
import io.cablebridge.session.Session;
import io.cablebridge.time.Time;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.util.BufferUtil;

/**
 * Answers the requests to one session, {@code /{id}}, by method and {@code Accept}: with an event
 * stream, or with one long poll; ends a session on {@code DELETE}, and opens one with a random id
 * on {@code POST /}. One for the process, thread-safe.
 */
public final class SessionHandler {
  private static final Pattern COMMA = Pattern.compile(",");
  private static final Pattern EVENT_STREAM =
      Pattern.compile("(?i)\\s*text/event-stream\\s*(;.*)?");
  private static final Pattern EXCLUDED = Pattern.compile("(?i);\\s*q\\s*=\\s*0(\\.0*)?\\s*(;|$)");

  private final SessionResolver resolver;
  private final CommandHandler commands;
  private final CommandReader reader;
  private final SseResponder responder;
  private final PollConfig pollConfig;
  private final Time time;

  @Inject
  SessionHandler(
      SessionResolver resolver,
      CommandHandler commands,
      CommandReader reader,
      SseResponder responder,
      PollConfig pollConfig,
      Time time) {
    this.resolver = resolver;
    this.commands = commands;
    this.reader = reader;
    this.responder = responder;
    this.pollConfig = pollConfig;
    this.time = time;
  }

  public void handle(Exchange exchange, String id) throws ApiException {
    resolver.requireId(id);
    switch (exchange.request().getMethod()) {
      case "GET" -> {
        if (acceptsEventStream(exchange)) {
          stream(exchange, id);
        } else {
          poll(exchange, id);
        }
      }
      case "POST" -> commands.handle(exchange, id);
      case "DELETE" -> delete(exchange, id);
      default ->
          throw ApiException.methodNotAllowed(exchange.response(), "GET, POST, DELETE, OPTIONS");
    }
  }

  /** Letter case does not count, and a quality of zero excludes (RFC 9110 12.5.1). */
  private static boolean acceptsEventStream(Exchange exchange) {
    return exchange.request().getHeaders().getValuesList(HttpHeader.ACCEPT).stream()
        .flatMap(COMMA::splitAsStream)
        .anyMatch(
            range -> EVENT_STREAM.matcher(range).matches() && !EXCLUDED.matcher(range).find());
  }

  private void stream(Exchange exchange, String id) throws ApiException {
    Position position = exchange.streamPosition();
    List<Command> subscribes = reader.subscribes(exchange.query().getValuesOrEmpty("subscribe"));
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

  private void poll(Exchange exchange, String id) throws ApiException {
    Position position = exchange.position();
    OptionalLong queue = exchange.positive("poll-queue");
    Duration requested = exchange.seconds("timeout", pollConfig.timeout());
    // Zero requests no timeout; the bridge applies its own.
    boolean longest = requested.isZero() || requested.compareTo(pollConfig.maxTimeout()) > 0;
    Duration wait = longest ? pollConfig.maxTimeout() : requested;
    Session session = resolver.findOrOpen(id, exchange, position);
    queue.ifPresent(session::limitQueue);
    resolver.whenOpened(
        session,
        exchange,
        opened -> {
          PollListener listener =
              new PollListener(opened, exchange, time, pollConfig.batchWindow());
          listener.start(opened.attach(listener, position), wait);
        });
  }

  private void delete(Exchange exchange, String id) throws ApiException {
    Session session = resolver.find(id, exchange, null);
    if (session != null) {
      exchange.response().getHeaders().put("X-Session-Id", session.epoch());
      session.close(CloseReason.DELETED);
    }
    Responses.empty(exchange.response(), 204, exchange.callback());
  }

  /** Opens a session under an id that the bridge chooses, and that cannot be guessed. */
  public void openNew(Exchange exchange, String basePath) throws ApiException {
    String id = Ids.session();
    resolver.whenOpened(
        resolver.findOrOpen(id, exchange, null),
        exchange,
        session -> {
          exchange.response().getHeaders().put(HttpHeader.LOCATION, basePath + id);
          String body = JsonString.object("id", id, "session_id", session.epoch());
          Responses.json(exchange.response(), 201, body, exchange.callback());
        });
  }
}
