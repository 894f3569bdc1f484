package io.cablebridge.demo;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Answers {@code GET} and {@code HEAD} of the demo's pages and leaves all other paths to the next
 * handler. Created by {@link DemoPages}; runs on selector threads, so it never blocks.
 */
final class DemoPagesHandler extends Handler.Abstract.NonBlocking {

  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
          + " img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";
  private static final String WITHOUT_SLASH = "/demo";

  /** The demo has no page there, so it redirects. */
  private static final String ROOT = "/";

  private final DemoPages pages;
  private final String prefix;

  DemoPagesHandler(DemoPages pages, String basePath) {
    this.pages = pages;
    this.prefix = basePath.endsWith("/") ? basePath.substring(0, basePath.length() - 1) : basePath;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    String path = Request.getPathInContext(request);
    if (!path.startsWith(prefix)) {
      return false;
    }
    String own = path.substring(prefix.length());
    DemoPage page = pages.at(own);
    boolean reads =
        HttpMethod.GET.is(request.getMethod()) || HttpMethod.HEAD.is(request.getMethod());
    if (page == null && !own.equals(WITHOUT_SLASH) && !(own.equals(ROOT) && reads)) {
      return false;
    }
    if (!reads) {
      response.getHeaders().put(HttpHeader.ALLOW, "GET, HEAD");
      end(HttpStatus.METHOD_NOT_ALLOWED_405, response, callback);
    } else if (page == null) {
      redirect(request, response, callback);
    } else {
      serve(page, request, response, callback);
    }
    return true;
  }

  /** Adds the slash, which the page's relative links need; keeps the query. */
  private static void redirect(Request request, Response response, Callback callback) {
    String query = request.getHttpURI().getQuery();
    response.getHeaders().put(HttpHeader.LOCATION, query == null ? "demo/" : "demo/?" + query);
    end(HttpStatus.FOUND_302, response, callback);
  }

  private static void serve(DemoPage page, Request request, Response response, Callback callback) {
    HttpFields.Mutable headers = response.getHeaders();
    headers.put(HttpHeader.ETAG, page.etag());
    headers.put(HttpHeader.CACHE_CONTROL, "no-cache");
    if (request.getHeaders().getValuesList(HttpHeader.IF_NONE_MATCH).contains(page.etag())) {
      end(HttpStatus.NOT_MODIFIED_304, response, callback);
      return;
    }
    headers.put(HttpHeader.CONTENT_TYPE, page.contentType());
    headers.put(HttpHeader.CONTENT_LENGTH, page.bytes().remaining());
    headers.put("Content-Security-Policy", POLICY);
    headers.put("X-Content-Type-Options", "nosniff");
    headers.put("Referrer-Policy", "same-origin");
    response.write(true, page.bytes(), callback);
  }

  private static void end(int status, Response response, Callback callback) {
    response.setStatus(status);
    response.write(true, null, callback);
  }
}
