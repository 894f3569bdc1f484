package io.cablebridge.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import org.eclipse.jetty.server.Handler;
import org.jspecify.annotations.Nullable;

/**
 * The files of the chat page, read into memory when the demo starts. Immutable. {@link #handler}
 * serves them below the bridge's own paths.
 */
public final class DemoPages {

  private final Map<String, DemoPage> pages =
      Map.of(
          "/demo/", load("index.html", "text/html; charset=utf-8"),
          "/demo/demo.css", load("demo.css", "text/css; charset=utf-8"),
          "/demo/demo.js", load("demo.js", "text/javascript; charset=utf-8"));

  private static DemoPage load(String file, String contentType) {
    try (InputStream in = DemoPages.class.getResourceAsStream("/demo/" + file)) {
      if (in == null) {
        throw new IllegalStateException("the demo's file " + file + " is not on the class path");
      }
      return DemoPage.of(contentType, in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A non-blocking handler for these pages, which runs before the bridge's own handlers.
   *
   * @param basePath the path of the bridge's API, {@code http.base-path}
   */
  public Handler handler(String basePath) {
    return new DemoPagesHandler(this, basePath);
  }

  /** The page at this path, which begins with {@code /demo}; null if there is none. */
  @Nullable DemoPage at(String path) {
    return pages.get(path);
  }
}
