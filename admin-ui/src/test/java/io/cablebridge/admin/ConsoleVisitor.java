package io.cablebridge.admin;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A browser as far as the console's safety is concerned: one cookie, an Origin, forms. */
final class ConsoleVisitor {
  private static final Pattern TOKEN = Pattern.compile("name=\"csrf\" value=\"([A-Za-z0-9_-]+)\"");
  private static final Pattern COOKIE = Pattern.compile("(cable_bridge_console=[^;]*);.*");

  private final HttpClient client = HttpClient.newHttpClient();
  private final String base;
  String cookie = "";
  String origin;
  String site = "same-origin";

  ConsoleVisitor(int port) {
    base = "http://127.0.0.1:" + port;
    origin = base;
  }

  HttpResponse<String> get(String path, String... headers) throws Exception {
    return send(request(path).GET(), headers);
  }

  /** Like a browser that follows a link. */
  HttpResponse<String> open(String path) throws Exception {
    return get(path, "Accept", "text/html,*/*;q=0.8", "Sec-Fetch-Mode", "navigate");
  }

  HttpResponse<String> post(String path, Map<String, String> form) throws Exception {
    String body =
        form.entrySet().stream()
            .map(field -> field.getKey() + "=" + encoded(field.getValue()))
            .collect(Collectors.joining("&"));
    return post(path, "application/x-www-form-urlencoded", body);
  }

  HttpResponse<String> post(String path, String type, String body) throws Exception {
    HttpRequest.Builder request = request(path).POST(BodyPublishers.ofString(body));
    request.header("Content-Type", type);
    if (!origin.isEmpty()) {
      request.header("Origin", origin);
    }
    if (!site.isEmpty()) {
      request.header("Sec-Fetch-Site", site);
    }
    return send(request);
  }

  /** Keeps the cookie that comes back. */
  HttpResponse<String> login(String user, String password) throws Exception {
    HttpResponse<String> answer = post("/login", Map.of("user", user, "password", password));
    answer.headers().firstValue("Set-Cookie").map(COOKIE::matcher).ifPresent(this::keep);
    return answer;
  }

  private void keep(Matcher setCookie) {
    if (!setCookie.matches()) {
      throw new IllegalStateException("another cookie: " + setCookie);
    }
    cookie = setCookie.group(1);
  }

  /** The token in the form of the page. */
  String token() throws Exception {
    Matcher token = TOKEN.matcher(open("/login").body());
    if (!token.find()) {
      throw new IllegalStateException("no token, so nobody is signed in");
    }
    return token.group(1);
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path));
    if (!cookie.isEmpty()) {
      request.header("Cookie", cookie);
    }
    return request;
  }

  private HttpResponse<String> send(HttpRequest.Builder request, String... headers)
      throws IOException, InterruptedException {
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
