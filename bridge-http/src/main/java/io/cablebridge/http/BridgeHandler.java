package io.cablebridge.http;

import io.cablebridge.http.anycable.AnyCableHandler;
import io.cablebridge.http.exchange.ApiException;
import io.cablebridge.http.exchange.BodyReader;
import io.cablebridge.http.exchange.Exchange;
import io.cablebridge.http.exchange.RequestId;
import io.cablebridge.http.exchange.Responses;
import io.cablebridge.http.publish.PublishHandler;
import io.cablebridge.http.request.HttpConfig;
import io.cablebridge.http.session.SessionHandler;
import jakarta.inject.Inject;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Routes every request of the public server: first those of publishers, which have a key and are
 * not browsers; then, after the Origin check, those of the session API and of {@code /events}.
 * Turns each exception of a handler into an error object. Runs on a selector thread and never
 * blocks. One for the process.
 */
final class BridgeHandler extends Handler.Abstract.NonBlocking {
  private static final Logger log = LoggerFactory.getLogger(BridgeHandler.class);

  /** Shorter than any events id. */
  private static final String EVENTS = "events";

  /** The body of a GET or a DELETE has no meaning (RFC 9110 9.3.1). */
  private static final BodyReader.Limit IGNORED_BODY = new BodyReader.Limit(4096, "fixed");

  private final String basePath;
  private final Preflight preflight;
  private final ExchangeFactory exchanges;
  private final SessionHandler sessions;
  private final AnyCableHandler events;
  private final PublishHandler publishing;

  @Inject
  BridgeHandler(
      HttpConfig config,
      Preflight preflight,
      ExchangeFactory exchanges,
      SessionHandler sessions,
      AnyCableHandler events,
      PublishHandler publishing) {
    this.basePath = config.path("");
    this.preflight = preflight;
    this.exchanges = exchanges;
    this.sessions = sessions;
    this.events = events;
    this.publishing = publishing;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    try {
      if (publishing.isFor(request)) {
        publishing.handle(request, response, callback);
      } else {
        routeWithoutBody(exchanges.create(request, response, callback));
      }
    } catch (ApiException e) {
      Responses.refuse(request, response, e, callback);
    } catch (RuntimeException e) {
      log.error("A request failed request_id={}", RequestId.of(request), e);
      Responses.refuse(request, response, ApiException.internal(), callback);
    }
    return true;
  }

  /**
   * Discards a body that the request does not need, and then routes it: a stream could not leave
   * HTTP before the end of its request.
   */
  private void routeWithoutBody(Exchange exchange) throws ApiException {
    Request request = exchange.request();
    String method = request.getMethod();
    boolean ignoresBody = method.equals("GET") || method.equals("DELETE");
    if (ignoresBody && mayHaveBody(request)) {
      exchange.body(IGNORED_BODY, body -> route(exchange));
    } else {
      route(exchange);
    }
  }

  private static boolean mayHaveBody(Request request) {
    HttpFields headers = request.getHeaders();
    return headers.contains(HttpHeader.CONTENT_LENGTH)
        || headers.contains(HttpHeader.TRANSFER_ENCODING)
        || request.getConnectionMetaData().getHttpVersion().getVersion() > 11;
  }

  private void route(Exchange exchange) throws ApiException {
    String path = exchange.request().getHttpURI().getPath();
    if (path == null || !(path + "/").startsWith(basePath)) {
      throw ApiException.noSuchEndpoint();
    }
    String id = path.length() < basePath.length() ? "" : path.substring(basePath.length());
    String method = exchange.request().getMethod();
    if (method.equals("OPTIONS")) {
      preflight.answer(exchange);
    } else if (id.equals(EVENTS)) {
      events.handle(exchange);
    } else if (!id.isEmpty()) {
      sessions.handle(exchange, id);
    } else if (method.equals("POST")) {
      sessions.openNew(exchange, basePath);
    } else {
      throw ApiException.methodNotAllowed(exchange.response(), "POST, OPTIONS");
    }
  }
}
