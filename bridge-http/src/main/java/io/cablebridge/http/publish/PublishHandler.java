package io.cablebridge.http.publish;

import io.cablebridge.http.exchange.ApiException;
import io.cablebridge.http.exchange.BodyReader;
import io.cablebridge.http.exchange.ErrorCode;
import io.cablebridge.http.exchange.RequestCounters;
import io.cablebridge.http.exchange.RequestId;
import io.cablebridge.http.exchange.Responses;
import io.cablebridge.secret.Secret;
import io.cablebridge.stream.BrokerUnavailableException;
import io.cablebridge.stream.Publication;
import io.cablebridge.stream.StreamBroker;
import java.util.List;
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
 * Answers {@code POST /_broadcast} and {@code POST /api/publish}, as AnyCable does: 201 without a
 * body for what was taken. Each demands its key as a bearer token, which no page of another site
 * can send for its visitor; hence no Origin is asked for, and no CORS header is given. Without a
 * key there is no such door.
 */
public final class PublishHandler {
  private static final Logger log = LoggerFactory.getLogger(PublishHandler.class);

  private final Map<String, Secret> keys;
  private final StreamBroker broker;
  private final PublicationReader reader = new PublicationReader();
  private volatile int maxBody;

  public PublishHandler(String basePath, PublishConfig config, StreamBroker broker) {
    String base = basePath.endsWith("/") ? basePath : basePath + "/";
    this.keys =
        Map.of(
            base + "_broadcast", key(config.broadcastKey(), config.secret(), "broadcast-cable"),
            base + "api/publish", key(config.apiKey(), config.secret(), "api-cable"));
    this.broker = broker;
    this.maxBody = config.maxBody();
  }

  private static Secret key(Secret own, Secret secret, String purpose) {
    return own.isPresent() || !secret.isPresent() ? own : Secret.of(secret.sign(purpose));
  }

  /** Takes over another longest body. */
  public void adopt(PublishConfig newer) {
    maxBody = newer.maxBody();
  }

  /** Whether this is a publisher's request; its path belongs to no session, even without a key. */
  public boolean isFor(Request request) {
    String path = request.getHttpURI().getPath();
    return path != null && keys.containsKey(path);
  }

  /** Answers one request that {@link #isFor} it. */
  public void handle(Request request, Response response, Callback callback) throws ApiException {
    Secret key = Objects.requireNonNull(keys.get(request.getHttpURI().getPath()));
    if (!key.isPresent()) {
      throw new ApiException(ErrorCode.NOT_FOUND, "Nothing is here.");
    }
    if (!HttpMethod.POST.is(request.getMethod())) {
      response.getHeaders().put(HttpHeader.ALLOW, "POST");
      throw new ApiException(ErrorCode.UNPROCESSABLE, "Only a POST publishes.");
    }
    if (!authorized(request, key)) {
      response.getHeaders().put(HttpHeader.WWW_AUTHENTICATE, "Bearer");
      throw new ApiException(
          ErrorCode.UNAUTHORIZED, "The header Authorization must be \"Bearer\" and the right key.");
    }
    new BodyReader(
            request,
            response,
            callback,
            maxBody,
            RequestCounters.PUBLISH_MAX_BODY,
            body -> publish(reader.read(body), broker, request, response, callback))
        .read();
  }

  private static boolean authorized(Request request, Secret key) {
    String header = request.getHeaders().get(HttpHeader.AUTHORIZATION);
    return header != null && header.startsWith("Bearer ") && key.is(header.substring(7));
  }

  /** Hands all over in their order, without waiting in between: the broker keeps the order. */
  private static void publish(
      List<Publication> publications,
      StreamBroker broker,
      Request request,
      Response response,
      Callback callback) {
    List<CompletableFuture<Void>> under =
        publications.stream().map(one -> broker.publish(one).toCompletableFuture()).toList();
    CompletionStage<Void> all = CompletableFuture.allOf(under.toArray(CompletableFuture<?>[]::new));
    all.whenComplete(
        (nothing, failure) -> {
          if (failure == null) {
            Responses.empty(response, 201, callback);
            return;
          }
          long taken = under.stream().filter(one -> !one.isCompletedExceptionally()).count();
          refuse(failure, taken, under.size(), request, response, callback);
        });
  }

  private static void refuse(
      Throwable failure,
      long taken,
      int all,
      Request request,
      Response response,
      Callback callback) {
    if (failure.getCause() instanceof BrokerUnavailableException) {
      String detail =
          "The broker took " + taken + " of " + all + "; the others were not published.";
      Responses.refuse(request, response, ErrorCode.BROKER_UNAVAILABLE, detail, callback);
    } else {
      log.error("A publication failed request_id={}", RequestId.of(request), failure);
      String detail = "Something went wrong in the bridge.";
      Responses.refuse(request, response, ErrorCode.INTERNAL, detail, callback);
    }
  }
}
