package io.cablebridge.http.publish;

import io.cablebridge.http.exchange.ApiException;
import io.cablebridge.http.exchange.BodyReader;
import io.cablebridge.http.exchange.ErrorCode;
import io.cablebridge.http.exchange.Reloadable;
import io.cablebridge.http.exchange.RequestCounters;
import io.cablebridge.http.exchange.RequestId;
import io.cablebridge.http.exchange.Responses;
import io.cablebridge.http.request.HttpConfig;
import io.cablebridge.secret.Secret;
import io.cablebridge.stream.BrokerUnavailableException;
import io.cablebridge.stream.Publication;
import io.cablebridge.stream.StreamBroker;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers {@code POST /_broadcast} and {@code POST /api/publish} as AnyCable does: 201 without a
 * body for accepted publications. Each endpoint requires its key as a bearer token, which a web
 * page of another site cannot send; hence there is no Origin check and no CORS header. Without a
 * key the endpoint does not exist. One for the process, thread-safe.
 */
public final class PublishHandler {
  private static final Logger log = LoggerFactory.getLogger(PublishHandler.class);

  private final Reloadable<PublishConfig> config;
  private final Map<String, Secret> keys;
  private final StreamBroker broker;
  private final PublicationReader reader = new PublicationReader();

  @Inject
  PublishHandler(HttpConfig http, Reloadable<PublishConfig> config, StreamBroker broker) {
    this.config = config;
    this.broker = broker;
    PublishConfig first = config.get();
    this.keys =
        Map.of(
            http.path("_broadcast"), key(first.broadcastKey(), first.secret(), "broadcast-cable"),
            http.path("api/publish"), key(first.apiKey(), first.secret(), "api-cable"));
  }

  private static Secret key(Secret own, Secret secret, String purpose) {
    return own.isPresent() || !secret.isPresent() ? own : Secret.of(secret.sign(purpose));
  }

  /** Whether the path is that of an endpoint; even without a key it is never an events id. */
  public boolean isFor(Request request) {
    String path = request.getHttpURI().getPath();
    return path != null && keys.containsKey(path);
  }

  public void handle(Request request, Response response, Callback callback) throws ApiException {
    Secret key = Objects.requireNonNull(keys.get(request.getHttpURI().getPath()));
    if (!key.isPresent()) {
      throw ApiException.noSuchEndpoint();
    }
    if (!HttpMethod.POST.is(request.getMethod())) {
      response.getHeaders().put(HttpHeader.ALLOW, "POST");
      throw new ApiException(ErrorCode.UNPROCESSABLE, "Allowed methods: POST.");
    }
    if (!authorized(request, key)) {
      response.getHeaders().put(HttpHeader.WWW_AUTHENTICATE, "Bearer");
      throw new ApiException(
          ErrorCode.UNAUTHORIZED,
          "The header Authorization must be \"Bearer\" and the correct key.");
    }
    BodyReader.Limit limit =
        new BodyReader.Limit(config.get().maxBody(), RequestCounters.PUBLISH_MAX_BODY);
    new BodyReader(
            request,
            response,
            callback,
            limit,
            body -> publish(reader.read(body), request, response, callback))
        .read();
  }

  private static boolean authorized(Request request, Secret key) {
    String header = request.getHeaders().get(HttpHeader.AUTHORIZATION);
    return header != null && header.startsWith("Bearer ") && key.is(header.substring(7));
  }

  /** Passes all to the broker without waiting in between, as the broker keeps their order. */
  private void publish(
      List<Publication> publications, Request request, Response response, Callback callback) {
    List<CompletableFuture<Void>> pending =
        publications.stream().map(one -> broker.publish(one).toCompletableFuture()).toList();
    CompletionStage<Void> all =
        CompletableFuture.allOf(pending.toArray(CompletableFuture<?>[]::new));
    all.whenComplete(
        (nothing, failure) -> {
          if (failure == null) {
            Responses.empty(response, 201, callback);
          } else {
            Responses.refuse(request, response, refusal(failure, pending, request), callback);
          }
        });
  }

  private static ApiException refusal(
      Throwable failure, List<CompletableFuture<Void>> pending, Request request) {
    if (failure.getCause() instanceof BrokerUnavailableException) {
      long accepted = pending.stream().filter(one -> !one.isCompletedExceptionally()).count();
      return new ApiException(
          ErrorCode.BROKER_UNAVAILABLE,
          String.format(
              Locale.ROOT,
              "The broker accepted %d of %d; the others were not published.",
              accepted,
              pending.size()));
    }
    log.error("A publication failed request_id={}", RequestId.of(request), failure);
    return ApiException.internal();
  }
}
