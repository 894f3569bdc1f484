package io.cablebridge.http;

import io.cablebridge.http.anycable.AnyCableHandler;
import io.cablebridge.http.exchange.ApiException;
import io.cablebridge.http.exchange.ErrorCode;
import io.cablebridge.http.exchange.Exchange;
import io.cablebridge.http.exchange.ForwardedClient;
import io.cablebridge.http.exchange.RequestId;
import io.cablebridge.http.exchange.Responses;
import io.cablebridge.http.publish.PublishHandler;
import io.cablebridge.http.request.BindingConfig;
import io.cablebridge.http.request.ForwardedHeaders;
import io.cablebridge.http.request.HandshakeFactory;
import io.cablebridge.http.request.HttpConfig;
import io.cablebridge.http.request.OriginPolicy;
import io.cablebridge.http.request.TrustedProxies;
import io.cablebridge.http.session.CommandHandler;
import io.cablebridge.http.session.PollHandler;
import io.cablebridge.http.session.SessionResolver;
import io.cablebridge.http.session.SseHandler;
import io.cablebridge.session.Ids;
import io.cablebridge.session.Session;
import io.cablebridge.session.delivery.CloseReason;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The root of the public door. Publishers, who prove themselves by a key and are no browsers, part
 * first; for all others it is Origin, then path and method. Every error that a handler throws
 * becomes the error object here. Runs on the selector thread and never blocks.
 */
public final class BridgeHandler extends Handler.Abstract.NonBlocking {
  private static final Logger log = LoggerFactory.getLogger(BridgeHandler.class);

  /** Shorter than any events id. */
  private static final String EVENTS = "events";

  private final String basePath;
  private final int minIdLength;
  private final int maxIdLength;
  private final ForwardedHeaders forwarded;
  private final String tokenHeader;
  private volatile OriginPolicy origins;
  private final HandshakeFactory handshakes;
  private final SessionResolver gate;
  private final SseHandler streams;
  private final PollHandler polls;
  private final CommandHandler commands;
  private final AnyCableHandler events;
  private final PublishHandler publishing;

  BridgeHandler(
      HttpConfig config,
      BindingConfig binding,
      String tokenHeader,
      HandshakeFactory handshakes,
      SessionResolver gate,
      SseHandler streams,
      PollHandler polls,
      CommandHandler commands,
      AnyCableHandler events,
      PublishHandler publishing) {
    this.basePath = config.basePath().endsWith("/") ? config.basePath() : config.basePath() + "/";
    this.minIdLength = binding.minIdLength();
    this.maxIdLength = binding.maxIdLength();
    this.forwarded = new ForwardedHeaders(new TrustedProxies(config.trustedProxies()));
    this.tokenHeader = tokenHeader;
    this.origins = origins(config);
    this.handshakes = handshakes;
    this.gate = gate;
    this.streams = streams;
    this.polls = polls;
    this.commands = commands;
    this.events = events;
    this.publishing = publishing;
  }

  private OriginPolicy origins(HttpConfig config) {
    return new OriginPolicy(config.allowedOrigins(), config.reflectAnyOrigin(), tokenHeader);
  }

  /** Takes over other origins. */
  void adopt(HttpConfig newer) {
    origins = origins(newer);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    OriginPolicy policy = origins;
    try {
      if (publishing.isFor(request)) {
        publishing.handle(request, response, callback);
        return true;
      }
      ForwardedClient visitor = forwarded.clientOf(request);
      String origin = policy.check(request, visitor);
      policy.grant(request, response.getHeaders());
      Exchange exchange =
          new Exchange(
              request,
              response,
              callback,
              query(request),
              visitor,
              origin,
              handshakes.credentials(request, origin));
      route(exchange);
    } catch (ApiException e) {
      Responses.refuse(request, response, e.code(), e.detail(), callback);
    } catch (RuntimeException e) {
      log.error("A request failed request_id={}", RequestId.of(request), e);
      Responses.refuse(
          request, response, ErrorCode.INTERNAL, "Something went wrong in the bridge.", callback);
    }
    return true;
  }

  private void route(Exchange exchange) throws ApiException {
    String path = exchange.request().getHttpURI().getPath();
    if (path == null || !(path + "/").startsWith(basePath)) {
      throw new ApiException(ErrorCode.NOT_FOUND, "Nothing is here.");
    }
    String id = path.length() < basePath.length() ? "" : path.substring(basePath.length());
    String method = exchange.request().getMethod();
    if (method.equals("OPTIONS")) {
      origins.preflight(exchange.response().getHeaders());
      Responses.empty(exchange.response(), 204, exchange.callback());
    } else if (id.isEmpty()) {
      if (!method.equals("POST")) {
        throw exchange.methodNotAllowed("POST, OPTIONS");
      }
      mint(exchange);
    } else if (id.equals(EVENTS)) {
      events.handle(exchange);
    } else {
      requireId(id);
      switch (method) {
        case "GET" -> get(exchange, id);
        case "POST" -> commands.handle(exchange, id);
        case "DELETE" -> delete(exchange, id);
        default -> throw exchange.methodNotAllowed("GET, POST, DELETE, OPTIONS");
      }
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
    Session session = gate.find(id, exchange, null);
    if (session != null) {
      exchange.response().getHeaders().put("X-Session-Id", session.epoch());
      session.close(CloseReason.DELETED);
    }
    Responses.empty(exchange.response(), 204, exchange.callback());
  }

  /** Opens a session whose id nobody could have guessed or planted. */
  private void mint(Exchange exchange) throws ApiException {
    String id = Ids.session();
    gate.whenOpened(
        gate.findOrOpen(id, exchange, null),
        exchange,
        session -> {
          exchange.response().getHeaders().put(HttpHeader.LOCATION, basePath + id);
          String body = "{\"id\":\"" + id + "\",\"session_id\":\"" + session.epoch() + "\"}";
          Responses.json(
              exchange.response(),
              201,
              ByteBuffer.wrap(body.getBytes(StandardCharsets.US_ASCII)),
              exchange.callback());
        });
  }

  private void requireId(String id) throws ApiException {
    if (id.indexOf('/') >= 0) {
      throw new ApiException(ErrorCode.NOT_FOUND, "Nothing is here.");
    }
    boolean plain =
        id.chars()
            .allMatch(
                c ->
                    (c >= 'A' && c <= 'Z')
                        || (c >= 'a' && c <= 'z')
                        || (c >= '0' && c <= '9')
                        || "._~-".indexOf(c) >= 0);
    if (!plain || id.length() < minIdLength || id.length() > maxIdLength) {
      throw new ApiException(
          ErrorCode.BAD_SESSION_ID,
          "An events id has "
              + minIdLength
              + " to "
              + maxIdLength
              + " characters of A-Z a-z 0-9 . _ ~ - and no others.");
    }
  }

  private static Fields query(Request request) throws ApiException {
    String query = request.getHttpURI().getQuery();
    if (query == null) {
      return Fields.EMPTY;
    }
    Fields fields = parsed(request);
    if (fields == null) {
      throw new ApiException(ErrorCode.BAD_REQUEST, "The query string is malformed.");
    }
    return fields;
  }

  private static @Nullable Fields parsed(Request request) {
    try {
      return Request.extractQueryParameters(request);
    } catch (RuntimeException e) {
      return null;
    }
  }
}
