package io.cablebridge.http.rig;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The JDK's HTTP client at the bridge; headers are given as names and values in turn. */
public record Client(int port) {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /** A POST body of one subscribe. */
  public static String subscribe(String identifier) {
    return "[{\"identifier\":" + identifier + ",\"subscribe\":true}]";
  }

  public static String unsubscribe(String identifier) {
    return "[{\"identifier\":" + identifier + ",\"unsubscribe\":true}]";
  }

  public static String send(String identifier, String data) {
    return "[{\"identifier\":" + identifier + ",\"send\":" + data + "}]";
  }

  public static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  public Answer get(String path, String... headers) {
    return join(getLater(path, headers));
  }

  public CompletableFuture<Answer> getLater(String path, String... headers) {
    return later("GET", path, BodyPublishers.noBody(), headers);
  }

  public Answer post(String path, String body, String... headers) {
    return join(postLater(path, body, headers));
  }

  public CompletableFuture<Answer> postLater(String path, String body, String... headers) {
    return later("POST", path, BodyPublishers.ofString(body), headers);
  }

  public Answer delete(String path, String... headers) {
    return call("DELETE", path, BodyPublishers.noBody(), headers);
  }

  public Answer call(String method, String path, BodyPublisher body, String... headers) {
    return join(later(method, path, body, headers));
  }

  /** Opens a session and subscribes it; returns the answer. */
  public Answer opened(String id, String identifier, String... headers) {
    return post("/" + id + "?poll-queue=256", subscribe(identifier), headers).expect(200);
  }

  private CompletableFuture<Answer> later(
      String method, String path, BodyPublisher body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(Duration.ofSeconds(20))
            .method(method, body);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return HTTP.sendAsync(request.build(), BodyHandlers.ofByteArray()).thenApply(Client::answer);
  }

  private static Answer answer(HttpResponse<byte[]> response) {
    Map<String, java.util.List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.putAll(response.headers().map());
    return new Answer(response.statusCode(), headers, response.body());
  }

  public static Answer join(CompletableFuture<Answer> answer) {
    return answer.orTimeout(20, TimeUnit.SECONDS).join();
  }
}
