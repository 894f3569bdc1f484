package io.cablebridge.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Answers {@code GET} and {@code HEAD} of the chat page's files and leaves all other paths to the
 * next handler. The files are read into memory when the demo starts; runs on selector threads, so
 * it never blocks.
 */
public final class DemoPages extends Handler.Abstract.NonBlocking {
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
          + " img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";
  private static final String WITHOUT_SLASH = "/demo";

  /** The demo has no page there, so it redirects. */
  private static final String ROOT = "/";

  private final Map<String, Page> pages =
      Map.of(
          "/demo/", page("index.html", "text/html; charset=utf-8"),
          "/demo/demo.css", page("demo.css", "text/css; charset=utf-8"),
          "/demo/demo.js", page("demo.js", "text/javascript; charset=utf-8"));

  private final String prefix;

  /** One file, shared by all requests; the ETag has its quotes, as in the header. */
  private record Page(String contentType, ByteBuffer content, String etag) {}

  /** The pages are below the path of the bridge's API, {@code http.base-path}. */
  public DemoPages(String basePath) {
    this.prefix = basePath.endsWith("/") ? basePath.substring(0, basePath.length() - 1) : basePath;
  }

  private static Page page(String file, String contentType) {
    try (InputStream in = DemoPages.class.getResourceAsStream("/demo/" + file)) {
      byte[] bytes = Objects.requireNonNull(in, file).readAllBytes();
      return new Page(
          contentType, ByteBuffer.wrap(bytes), "\"" + UUID.nameUUIDFromBytes(bytes) + "\"");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    String path = Request.getPathInContext(request);
    if (!path.startsWith(prefix)) {
      return false;
    }
    String own = path.substring(prefix.length());
    Page page = pages.get(own);
    boolean reads =
        HttpMethod.GET.is(request.getMethod()) || HttpMethod.HEAD.is(request.getMethod());
    if (page == null && !own.equals(WITHOUT_SLASH) && !(own.equals(ROOT) && reads)) {
      return false;
    }
    HttpFields.Mutable headers = response.getHeaders();
    if (!reads) {
      headers.put(HttpHeader.ALLOW, "GET, HEAD");
      end(HttpStatus.METHOD_NOT_ALLOWED_405, response, callback);
    } else if (page == null) {
      // With the slash, which the page's relative links need.
      String query = request.getHttpURI().getQuery();
      headers.put(HttpHeader.LOCATION, query == null ? "demo/" : "demo/?" + query);
      end(HttpStatus.FOUND_302, response, callback);
    } else {
      serve(page, request, response, callback);
    }
    return true;
  }

  private static void serve(Page page, Request request, Response response, Callback callback) {
    HttpFields.Mutable headers = response.getHeaders();
    headers.put(HttpHeader.ETAG, page.etag());
    headers.put(HttpHeader.CACHE_CONTROL, "no-cache");
    if (request.getHeaders().getValuesList(HttpHeader.IF_NONE_MATCH).contains(page.etag())) {
      end(HttpStatus.NOT_MODIFIED_304, response, callback);
      return;
    }
    headers.put(HttpHeader.CONTENT_TYPE, page.contentType());
    headers.put(HttpHeader.CONTENT_LENGTH, page.content().remaining());
    headers.put("Content-Security-Policy", POLICY);
    headers.put("X-Content-Type-Options", "nosniff");
    headers.put("Referrer-Policy", "same-origin");
    response.write(true, page.content().duplicate(), callback);
  }

  private static void end(int status, Response response, Callback callback) {
    response.setStatus(status);
    response.write(true, null, callback);
  }
}
