package io.cablebridge.e2e.rig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/**
 * Plain HTTP requests to one server, with whole responses. Headers are given as name, value, name,
 * value.
 */
public final class HttpCalls {

  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .build();

  private final URI base;
  private final String[] always;

  /**
   * @param always headers of every request
   */
  public HttpCalls(URI base, String... always) {
    this.base = base;
    this.always = always.clone();
  }

  public HttpResponse<String> get(String path, String... headers) {
    return call("GET", path, "", headers);
  }

  public HttpResponse<String> post(String path, String body, String... headers) {
    return call("POST", path, body, headers);
  }

  public HttpResponse<String> delete(String path, String... headers) {
    return call("DELETE", path, "", headers);
  }

  HttpResponse<String> options(String path, String... headers) {
    return call("OPTIONS", path, "", headers);
  }

  public HttpResponse<String> call(String method, String path, String body, String... headers) {
    try {
      return CLIENT.send(request(method, path, body, headers), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(method + " " + base.resolve(path) + ": " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The status of a GET, or 0 if the server does not answer. */
  public int statusOf(String path) {
    try {
      return get(path).statusCode();
    } catch (UncheckedIOException e) {
      return 0;
    }
  }

  private HttpRequest request(String method, String path, String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(base.resolve(path))
            .timeout(Duration.ofSeconds(60))
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    for (int i = 0; i < always.length; i += 2) {
      request.setHeader(always[i], always[i + 1]);
    }
    for (int i = 0; i < headers.length; i += 2) {
      request.setHeader(headers[i], headers[i + 1]);
    }
    return request.build();
  }
}
