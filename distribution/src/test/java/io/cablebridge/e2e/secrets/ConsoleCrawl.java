package io.cablebridge.e2e.secrets;

import io.cablebridge.e2e.client.RawResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Crawls the console: every page that links lead to, and the same path under {@code /api/}. */
final class ConsoleCrawl {

  private static final List<String> START_PATHS =
      List.of("/", "/api/overview", "/metrics", "/health/live", "/health/ready");

  /** Targets of links, images and forms, and paths in data attributes. */
  private static final Pattern LINK =
      Pattern.compile("(?:(?:href|src|action)=\"|data-[a-z-]+=\"(?=/))([^\":#]+)");

  private static final int MAX_PAGES = 400;

  private final URI console;
  private final Map<String, String> pages = new LinkedHashMap<>();
  private final Deque<String> pending = new ArrayDeque<>(START_PATHS);

  private ConsoleCrawl(URI console) {
    this.console = console;
  }

  /** Returns the whole response, head included, by path and query. */
  static Map<String, String> of(URI console) throws IOException {
    ConsoleCrawl crawl = new ConsoleCrawl(console);
    while (!crawl.pending.isEmpty() && crawl.pages.size() < MAX_PAGES) {
      crawl.visit(crawl.pending.pop());
    }
    return crawl.pages;
  }

  private void visit(String path) throws IOException {
    if (pages.containsKey(path)) {
      return;
    }
    String page = read(path);
    pages.put(path, page);
    if (!page.contains("text/html") || !page.startsWith("HTTP/1.1 200")) {
      return;
    }
    for (Matcher link = LINK.matcher(page); link.find(); ) {
      String target = link.group(1).replace("&amp;", "&");
      String here = path.replaceAll("\\?.*", "");
      String full = target.startsWith("?") ? here + target : URI.create(here).resolve(target) + "";
      if (full.matches("/sessions/[^/?]+")) {
        pending.addFirst(full); // other sessions are many and add little
      } else {
        pending.addLast(full);
      }
    }
    pending.add("/api" + path);
  }

  private String read(String path) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), console.getPort())) {
      socket.setSoTimeout(20_000);
      String request =
          "GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n"
              .formatted(path, console.getAuthority());
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      RawResponse answer = RawResponse.read(socket.getInputStream());
      String body = new String(answer.body().readAllBytes(), StandardCharsets.UTF_8);
      return "HTTP/1.1 " + answer.status() + answer.headers() + body;
    }
  }
}
