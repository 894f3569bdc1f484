package io.cablebridge.e2e;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Everything that the console shows to somebody who follows each link, and each page's twin under
 * {@code /api/}. A page that does not end, as a stream of renewals does not, is read until it is
 * silent for a second.
 */
final class ConsoleCrawl {

  private static final List<String> DOORS =
      List.of("/", "/api/overview", "/metrics", "/health/live", "/health/ready");

  /** What an attribute of a page leads to, whichever attribute it is. */
  private static final Pattern LINK = Pattern.compile("[a-z-]+=\"(/[^\"]*|\\?[^\"]*)\"");

  private static final int ENOUGH = 400;
  private static final int MOST_BYTES = 4 << 20;

  private final URI console;
  private final Map<String, String> pages = new LinkedHashMap<>();
  private final Deque<String> ahead = new ArrayDeque<>(DOORS);

  private ConsoleCrawl(URI console) {
    this.console = console;
  }

  /** Path and query to the whole answer, head included. */
  static Map<String, String> of(URI console) throws IOException {
    ConsoleCrawl crawl = new ConsoleCrawl(console);
    while (!crawl.ahead.isEmpty() && crawl.pages.size() < ENOUGH) {
      crawl.visit(crawl.ahead.pop());
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
      String target = link.group(1).replace("&amp;", "&").replaceAll("#.*", "");
      ahead.add(target.startsWith("?") ? path.replaceAll("\\?.*", "") + target : target);
    }
    ahead.add("/api" + path);
  }

  private String read(String path) throws IOException {
    ByteArrayOutputStream page = new ByteArrayOutputStream();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), console.getPort())) {
      socket.setSoTimeout(1_000);
      String request =
          "GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n"
              .formatted(path, console.getAuthority());
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      InputStream in = socket.getInputStream();
      byte[] buffer = new byte[8192];
      for (int n = in.read(buffer); n >= 0 && page.size() < MOST_BYTES; n = in.read(buffer)) {
        page.write(buffer, 0, n);
      }
    } catch (SocketTimeoutException e) {
      if (page.size() == 0) {
        throw new IOException("nothing came from " + path, e);
      }
    }
    return page.toString(StandardCharsets.UTF_8);
  }
}
