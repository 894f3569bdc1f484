package io.cablebridge.http;

import io.cablebridge.http.anycable.AnyCableHandler;
import io.cablebridge.http.exchange.ApiException;
import io.cablebridge.http.exchange.ErrorCode;
import io.cablebridge.http.exchange.Exchange;
import io.cablebridge.http.exchange.RequestId;
import io.cablebridge.http.exchange.Responses;
import io.cablebridge.http.publish.PublishConfig;
import io.cablebridge.http.publish.PublishHandler;
import io.cablebridge.http.request.HttpConfig;
import io.cablebridge.http.session.SessionHandler;
import jakarta.inject.Inject;
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

  private final String basePath;
  private final ExchangeFactory exchanges;
  private final SessionHandler sessions;
  private final AnyCableHandler events;
  private final PublishHandler publishing;

  @Inject
  BridgeHandler(
      HttpConfig config,
      ExchangeFactory exchanges,
      SessionHandler sessions,
      AnyCableHandler events,
      PublishHandler publishing) {
    this.basePath = config.basePath().endsWith("/") ? config.basePath() : config.basePath() + "/";
    this.exchanges = exchanges;
    this.sessions = sessions;
    this.events = events;
    this.publishing = publishing;
  }

  /** Replaces the allowed origins and the limits of bodies. */
  void reconfigure(HttpConfig newConfig, PublishConfig newPublish) {
    exchanges.reconfigure(newConfig);
    sessions.reconfigure(newConfig);
    publishing.reconfigure(newPublish);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    try {
      if (publishing.isFor(request)) {
        publishing.handle(request, response, callback);
      } else {
        route(exchanges.create(request, response, callback));
      }
    } catch (ApiException e) {
      Responses.refuse(request, response, e.code(), e.detail(), callback);
    } catch (RuntimeException e) {
      log.error("A request failed request_id={}", RequestId.of(request), e);
      Responses.refuse(request, response, ErrorCode.INTERNAL, Responses.INTERNAL_DETAIL, callback);
    }
    return true;
  }

  private void route(Exchange exchange) throws ApiException {
    String path = exchange.request().getHttpURI().getPath();
    if (path == null || !(path + "/").startsWith(basePath)) {
      throw new ApiException(ErrorCode.NOT_FOUND, "No such endpoint.");
    }
    String id = path.length() < basePath.length() ? "" : path.substring(basePath.length());
    String method = exchange.request().getMethod();
    if (method.equals("OPTIONS")) {
      exchanges.addPreflightHeaders(exchange.response().getHeaders());
      Responses.empty(exchange.response(), 204, exchange.callback());
    } else if (id.isEmpty()) {
      if (!method.equals("POST")) {
        throw exchange.methodNotAllowed("POST, OPTIONS");
      }
      sessions.openNew(exchange);
    } else if (id.equals(EVENTS)) {
      events.handle(exchange);
    } else {
      sessions.handle(exchange, id);
    }
  }
}
