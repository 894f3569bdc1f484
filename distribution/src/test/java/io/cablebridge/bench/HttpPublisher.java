package io.cablebridge.bench;

import io.cablebridge.bench.probe.BridgeUnderTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;

/** Publishes by {@code POST /_broadcast} to a bridge with the in-memory broker. */
final class HttpPublisher implements StreamPublisher {
  private static final String KEY = "load";

  private final HttpClient http = HttpClient.newHttpClient();

  @Override
  public List<String> settings() {
    return List.of("streams.broker=memory", "publish.broadcast-key=" + KEY);
  }

  @Override
  public void publish(BridgeUnderTest bridge, String stream, String json) throws IOException {
    String data = json.replace("\"", "\\\"");
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + bridge.port() + "/_broadcast"))
            .header("Authorization", "Bearer " + KEY)
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "{\"stream\":\"" + stream + "\",\"data\":\"" + data + "\"}"))
            .build();
    try {
      int status = http.send(request, BodyHandlers.discarding()).statusCode();
      if (status != 201) {
        throw new IOException("A broadcast was answered with " + status);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted", e);
    }
  }

  @Override
  public void close() {}
}
