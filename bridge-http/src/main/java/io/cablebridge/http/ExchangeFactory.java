package io.cablebridge.http;

import io.cablebridge.http.exchange.ApiException;
import io.cablebridge.http.exchange.Exchange;
import io.cablebridge.http.exchange.ForwardedClient;
import io.cablebridge.http.exchange.Reloadable;
import io.cablebridge.http.request.ForwardedHeaders;
import io.cablebridge.http.request.HandshakeFactory;
import io.cablebridge.http.request.HttpConfig;
import io.cablebridge.http.request.OriginPolicy;
import jakarta.inject.Inject;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;

/**
 * Creates the {@link Exchange} of a request: checks its Origin, adds the CORS headers, and reads
 * its query and credentials. One for the process, thread-safe.
 */
final class ExchangeFactory {
  private final Reloadable<HttpConfig> config;
  private final ForwardedHeaders forwarded;
  private final HandshakeFactory handshakes;

  @Inject
  ExchangeFactory(
      Reloadable<HttpConfig> config, ForwardedHeaders forwarded, HandshakeFactory handshakes) {
    this.config = config;
    this.forwarded = forwarded;
    this.handshakes = handshakes;
  }

  Exchange create(Request request, Response response, Callback callback) throws ApiException {
    HttpConfig current = config.get();
    OriginPolicy policy = new OriginPolicy(current.allowedOrigins(), current.reflectAnyOrigin());
    ForwardedClient client = forwarded.clientOf(request);
    String origin = policy.check(request, client);
    OriginPolicy.grant(request, response.getHeaders());
    return new Exchange(
        request,
        response,
        callback,
        query(request),
        client,
        origin,
        handshakes.credentials(request, origin));
  }

  private static Fields query(Request request) throws ApiException {
    if (request.getHttpURI().getQuery() == null) {
      return Fields.EMPTY;
    }
    try {
      return Request.extractQueryParameters(request);
    } catch (RuntimeException e) {
      throw ApiException.badRequest("The query string is malformed.");
    }
  }
}
