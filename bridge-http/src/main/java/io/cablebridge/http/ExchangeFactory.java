package io.cablebridge.http;

import io.cablebridge.http.anycable.JwtConfig;
import io.cablebridge.http.exchange.ApiException;
import io.cablebridge.http.exchange.ErrorCode;
import io.cablebridge.http.exchange.Exchange;
import io.cablebridge.http.exchange.ForwardedClient;
import io.cablebridge.http.request.ForwardedHeaders;
import io.cablebridge.http.request.HandshakeFactory;
import io.cablebridge.http.request.HttpConfig;
import io.cablebridge.http.request.OriginPolicy;
import jakarta.inject.Inject;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.jspecify.annotations.Nullable;

/**
 * Creates the {@link Exchange} of a request: checks its Origin, adds the CORS headers, and reads
 * its query and credentials. One for the process, thread-safe.
 */
final class ExchangeFactory {
  private final ForwardedHeaders forwarded;
  private final HandshakeFactory handshakes;
  private final String tokenHeader;
  private volatile OriginPolicy origins;

  @Inject
  ExchangeFactory(
      HttpConfig config, JwtConfig jwt, ForwardedHeaders forwarded, HandshakeFactory handshakes) {
    this.forwarded = forwarded;
    this.handshakes = handshakes;
    this.tokenHeader = jwt.header();
    this.origins = origins(config);
  }

  private OriginPolicy origins(HttpConfig config) {
    return new OriginPolicy(config.allowedOrigins(), config.reflectAnyOrigin(), tokenHeader);
  }

  /** Replaces the allowed origins. */
  void reconfigure(HttpConfig newConfig) {
    origins = origins(newConfig);
  }

  /**
   * Creates an exchange.
   *
   * @throws ApiException for an Origin that is not allowed, or a malformed query
   */
  Exchange create(Request request, Response response, Callback callback) throws ApiException {
    OriginPolicy policy = origins;
    ForwardedClient client = forwarded.clientOf(request);
    String origin = policy.check(request, client);
    policy.grant(request, response.getHeaders());
    return new Exchange(
        request,
        response,
        callback,
        query(request),
        client,
        origin,
        handshakes.credentials(request, origin));
  }

  void addPreflightHeaders(HttpFields.Mutable headers) {
    origins.preflight(headers);
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
