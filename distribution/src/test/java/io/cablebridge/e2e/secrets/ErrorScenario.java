package io.cablebridge.e2e.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cablebridge.e2e.rig.BridgeProcess;
import io.cablebridge.e2e.rig.RailsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Sends invalid requests of every kind, each with a marked secret, and collects the answers. {@link
 * SecretsScanIT} creates one for its bridge.
 */
final class ErrorScenario {

  private final BridgeProcess bridge;
  private final RailsServer rails;
  private final SecretMarkers markers;
  private final String[] headers;
  private final Map<String, String> gathered;

  ErrorScenario(
      BridgeProcess bridge,
      RailsServer rails,
      SecretMarkers markers,
      String[] headers,
      Map<String, String> gathered) {
    this.bridge = bridge;
    this.rails = rails;
    this.markers = markers;
    this.headers = headers;
    this.gathered = gathered;
  }

  /**
   * @param joined the {@code joined} event of a session with an SSE listener
   */
  void provoke(JsonNode joined) throws IOException {
    String live = "/" + joined.path("id").asText();
    ofBodies(live);
    ofPathsAndQueries(live);
    ofCookiesAndOrigins(live);
    ofStreams();
    ofHttpItself();
    assertThat(rails.isUp()).isTrue();
  }

  private String secret(String where) {
    return markers.fresh("what stands in " + where);
  }

  private void ofBodies(String live) {
    String body = "a broken body";
    refused(400, "POST", live, "[{\"identifier\":{\"channel\":\"C\"},\"send\":" + secret(body));
    String twice =
        "[{\"identifier\":{\"channel\":\"C\",\"%1$s\":1,\"%1$s\":2},\"subscribe\":true}]";
    refused(400, "POST", live, twice.formatted(secret("a name that stands twice")));
    refused(400, "POST", live, "[\"" + secret("a text in place of a request") + "\"]");
    refused(413, "POST", live, "[\"" + secret("a long body").repeat(3_000) + "\"]");
    refused(415, "POST", live, secret("an image"), "Content-Type", "image/" + secret("a type"));
    refused(
        404,
        "POST",
        "/" + markers.freshId(),
        "[{\"identifier\":{\"channel\":\"" + secret("a 404") + "\"},\"subscribe\":true}]");
  }

  private void ofPathsAndQueries(String live) {
    refused(400, "GET", "/!" + secret("a malformed id"), "");
    refused(404, "GET", "/a/" + secret("a path"), "");
    refused(405, "PUT", live, secret("the body of a PUT"));
    for (String name : new String[] {"after", "timeout", "poll-queue", "subscribe"}) {
      String accept = name.equals("subscribe") ? "text/event-stream" : "*/*";
      String query = "?" + name + "=" + secret("the parameter " + name);
      refused(400, "GET", live + query, "", "Accept", accept);
    }
    String position = secret("a header Last-Event-ID");
    refused(400, "GET", live, "", "Last-Event-ID", position);
    refused(414, "GET", live + "?long=" + secret("a long query").repeat(1_000), "");
  }

  private void ofCookiesAndOrigins(String live) {
    refused(403, "GET", live, "", "Accept", "text/event-stream");
    refused(403, "GET", live, "", "Origin", "https://" + secret("an origin") + ".example");
    String banned = "user=banned; _session=" + secret("the cookie of one who is banned");
    refused(
        401, "GET", "/" + markers.freshId() + "?token=" + secret("a token"), "", "Cookie", banned);
  }

  private void ofStreams() {
    refused(401, "GET", "/events?signed_stream=" + secret("a forged name"), "");
    refused(401, "GET", "/events?stream=a&jid=" + secret("a forged token"), "");
    refused(401, "GET", "/events?stream=a", "", "X-JID", secret("a header X-JID"));
    refused(400, "GET", "/events?stream=a&history_since=" + secret("a time"), "");
    refused(400, "POST", "/events", secret("a line of a POST"));
    String wrong = "Bearer " + secret("a wrong key");
    refused(
        401, "POST", "/_broadcast", "{\"stream\":\"a\",\"data\":\"b\"}", "Authorization", wrong);
    refused(401, "POST", "/api/publish", secret("an unread publication"), "Authorization", wrong);
  }

  /** Sends malformed HTTP, which Jetty answers. */
  private void ofHttpItself() throws IOException {
    for (String request :
        new String[] {
          "GET /" + secret("a version") + " HTTP/9.9\r\n\r\n",
          secret("a request line") + "\r\n\r\n",
          "GET / HTTP/1.1\r\nHost: a\r\n" + secret("a header") + "\r\n\r\n",
          "GET / HTTP/1.1\r\nHost: " + secret("a host") + "\0\r\n\r\n",
          "GET / HTTP/1.1\r\nHost: a\r\nX: " + secret("much").repeat(1_000) + "\r\n\r\n",
        }) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), bridge.port())) {
        socket.setSoTimeout(10_000);
        socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
        InputStream in = socket.getInputStream();
        byte[] answer = in.readNBytes(8192);
        gathered.put("the answer to " + request, new String(answer, StandardCharsets.UTF_8));
      }
    }
  }

  private void refused(int status, String method, String path, String body, String... more) {
    String[] all = Stream.concat(Stream.of(headers), Stream.of(more)).toArray(String[]::new);
    HttpResponse<String> answer = bridge.calls(all).call(method, path, body);
    String what = method + " " + path.substring(0, Math.min(60, path.length()));
    assertThat(answer.statusCode()).as("%s: %s", what, answer.body()).isEqualTo(status);
    gathered.put("the error of " + what + " " + gathered.size(), answer.body());
  }
}
