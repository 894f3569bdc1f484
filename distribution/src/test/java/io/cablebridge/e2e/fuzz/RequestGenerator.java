package io.cablebridge.e2e.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/**
 * Makes requests that are valid, odd but legal, or malformed: the parts come from lists of values
 * that have caused trouble in servers, and one in eight requests has bytes changed. Four in ten to
 * the public server are whole requests of its protocols, from a page of its own origin, so that
 * they are accepted. The same seed makes the same requests.
 */
final class RequestGenerator {
  private static final List<String> METHODS =
      List.of(
          "GET",
          "GET",
          "GET",
          "POST",
          "POST",
          "POST",
          "DELETE",
          "OPTIONS",
          "HEAD",
          "PUT",
          "PATCH",
          "TRACE",
          "CONNECT",
          "get",
          "G\u00c9T",
          "PRI",
          "");

  private static final List<String> PUBLIC_PATHS =
      List.of(
          "/%s",
          "/%s",
          "/%s?timeout=0",
          "/%s?timeout=-1",
          "/%s?poll-queue=0",
          "/%s?after=0/x",
          "/%s?after=%%00",
          "/%s/",
          "/%s/x",
          "/short",
          "/",
          "*",
          "//%s",
          "/../%s",
          "/%%2e%%2e/%s",
          "/%%zz",
          "/%%",
          "/\u00ff\u00fe",
          "/;a=b",
          "/%s;jsessionid=1",
          "/%s#x",
          "/%s?%%ff=%%fe",
          "http://other.example/%s",
          "other.example:80",
          "/events",
          "/events?channel=ChatChannel",
          "/events?channel=Unknown",
          "/events?identifier=%%7B",
          "/events?stream=a",
          "/events?signed_stream_name=x--y",
          "/events?jid=a.b.c",
          "/events?history_since=-1",
          "/events?history_since=99999999999999999999",
          "/_broadcast",
          "/_broadcast?x",
          "/api/publish",
          "/health/live",
          "/health/ready",
          "/health/x",
          "/client/x.js");

  private static final List<String> CONSOLE_PATHS =
      List.of(
          "/",
          "/sessions",
          "/sessions/%s",
          "/sessions?page=-1",
          "/sessions?page=99999999999",
          "/sessions?sort=x&state=%%ff",
          "/streams",
          "/metrics",
          "/health",
          "/upstream",
          "/limits",
          "/configuration",
          "/login",
          "/logout",
          "/static/../x",
          "/%%2e%%2e/%%2e%%2e/x",
          "/%%",
          "/api/sessions",
          "/api/sessions/%s",
          "/sessions/%s/close",
          "*",
          "/%%00",
          "//");

  private static final List<String> HEADERS =
      List.of(
          "Accept: text/event-stream",
          "Accept: Text/Event-Stream;q=0, */*",
          "Accept: \"",
          "Origin: http://127.0.0.1",
          "Origin: null",
          "Origin: http://[::1",
          "Cookie: user_id=7; a=\tb",
          "Cookie: ;;;===",
          "Cookie: \u00e9\u0001",
          "Content-Type: application/json",
          "Content-Type: application/json; charset=utf-16",
          "Content-Type: text/plain;;;",
          "Content-Encoding: gzip",
          "Last-Event-ID: 1/abc",
          "Last-Event-ID: a/b/c",
          "Last-Event-ID: 99999999999999999999999999",
          "X-Forwarded-For: 1.2.3.4:5, [::1]:6, unknown",
          "X-Forwarded-Proto: https, http",
          "X-Forwarded-Host: a_b.example",
          "Forwarded: for=\"[::1",
          "Referer: ::::",
          "Authorization: Bearer a.b.c",
          "Authorization: Basic !!!",
          "Authorization: Bearer",
          "X-Session-Id: 1",
          "Expect: 100-continue",
          "Expect: 200-ok",
          "Upgrade: websocket",
          "Connection: Upgrade, close",
          "Connection: keep-alive",
          "Transfer-Encoding: chunked",
          "Transfer-Encoding: gzip, chunked",
          "Transfer-Encoding: x",
          "Content-Length: 5",
          "Content-Length: -1",
          "Content-Length: 99999999999999999999",
          "Host: second.example",
          "Host: a b",
          "Range: bytes=0-1",
          "If-None-Match: \"",
          "Access-Control-Request-Method: POST",
          "Sec-Fetch-Site: cross-site",
          " folded: value",
          "no colon",
          ": no name",
          "X-Long: " + "x".repeat(9000));

  private static final List<String> BODIES =
      List.of(
          "",
          "[]",
          "{}",
          "[{\"command\":\"subscribe\",\"identifier\":\"{\\\"channel\\\":\\\"ChatChannel\\\"}\"}]",
          "[{\"command\":\"message\",\"identifier\":\"{}\",\"data\":\"{\\\"action\\\":\\\"x\\\"}\"}]",
          "[{\"command\":\"unsubscribe\",\"identifier\":\"\"}]",
          "[{\"command\":7,\"identifier\":[],\"data\":null}]",
          "{\"stream\":\"a\",\"data\":\"b\"}",
          "{\"stream\":\"\",\"data\":{}}",
          "{\"stream\":\"a\",\"data\":\"\\ud800\"}",
          "[".repeat(5000),
          "{\"a\":".repeat(500),
          "\"\\u00\"",
          "1e999999999",
          "-",
          "\ufeff[]",
          "user=admin&password=x",
          "password=" + "x".repeat(3000),
          "x".repeat(70_000));

  private static final String ROOM = "{\\\"channel\\\":\\\"ChatChannel\\\",\\\"room\\\":\\\"1\\\"}";

  /** Request lines, further headers and bodies of valid requests. */
  private static final List<List<String>> VALID =
      List.of(
          List.of("GET /%s?timeout=0.05", "", ""),
          List.of("GET /%s?timeout=0.05&after=", "", ""),
          List.of("GET /%s", "Accept: text/event-stream", ""),
          List.of("GET /events?channel=ChatChannel&room=1", "", ""),
          List.of("GET /events?stream=a", "", ""),
          List.of("DELETE /%s", "", ""),
          List.of("OPTIONS /%s", "Access-Control-Request-Method: POST", ""),
          List.of(
              "POST /%s?poll-queue=16",
              "Content-Type: application/json",
              "[{\"identifier\":\"" + ROOM + "\",\"subscribe\":true}]"),
          List.of(
              "POST /%s?poll-queue=16",
              "Content-Type: application/json",
              "[{\"identifier\":\""
                  + ROOM
                  + "\",\"subscribe\":true},{\"identifier\":\""
                  + ROOM
                  + "\",\"send\":{\"action\":\"echo\"}}]"),
          List.of(
              "POST /_broadcast",
              "Authorization: Bearer key",
              "{\"stream\":\"a\",\"data\":\"{}\"}"));

  private final Random random;
  private final boolean console;
  private final String origin;

  /**
   * @param port of the server, for the Origin of its own pages
   */
  RequestGenerator(long seed, boolean console, int port) {
    random = new Random(seed);
    this.console = console;
    this.origin = "127.0.0.1:" + port;
  }

  /** The bytes of one request. */
  byte[] next() {
    return !console && random.nextInt(10) < 4 ? valid() : odd();
  }

  private byte[] valid() {
    List<String> request = VALID.get(random.nextInt(VALID.size()));
    String header = request.get(1).isEmpty() ? "" : request.get(1) + "\r\n";
    return (request.get(0).formatted(sessionId())
            + " HTTP/1.1\r\nHost: %s\r\nOrigin: http://%s\r\n".formatted(origin, origin)
            + header
            + "Content-Length: "
            + request.get(2).length()
            + "\r\n\r\n"
            + request.get(2))
        .getBytes(StandardCharsets.US_ASCII);
  }

  private byte[] odd() {
    String body = random.nextInt(3) == 0 ? pick(BODIES) : "";
    byte[] content = body.getBytes(StandardCharsets.UTF_8);
    StringBuilder head = new StringBuilder(256);
    head.append(pick(METHODS))
        .append(' ')
        .append(pick(console ? CONSOLE_PATHS : PUBLIC_PATHS).formatted(sessionId()))
        .append(random.nextInt(50) == 0 ? " HTTP/9.9\r\n" : version());
    if (random.nextInt(40) != 0) {
      head.append("Host: 127.0.0.1\r\n");
    }
    for (int header = random.nextInt(5); header > 0; header--) {
      head.append(pick(HEADERS)).append("\r\n");
    }
    if (content.length > 0 && random.nextInt(10) != 0) {
      head.append("Content-Length: ").append(content.length).append("\r\n");
    }
    head.append("\r\n");
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    request.writeBytes(head.toString().getBytes(StandardCharsets.ISO_8859_1));
    request.writeBytes(content);
    return random.nextInt(8) == 0 ? damaged(request.toByteArray()) : request.toByteArray();
  }

  private String version() {
    return random.nextInt(20) == 0 ? " HTTP/1.0\r\n" : " HTTP/1.1\r\n";
  }

  /** One of few, so that requests meet sessions that exist. */
  private String sessionId() {
    return "fuzz-session-number-" + (1000 + random.nextInt(200));
  }

  private byte[] damaged(byte[] request) {
    for (int change = 1 + random.nextInt(4); change > 0; change--) {
      request[random.nextInt(request.length)] = (byte) random.nextInt(256);
    }
    return request;
  }

  private <T> T pick(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }
}
