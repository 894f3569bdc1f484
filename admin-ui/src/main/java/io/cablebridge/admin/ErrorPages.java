package io.cablebridge.admin;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cablebridge.admin.page.Templates;
import io.cablebridge.admin.security.SecurityHeaders;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Renders errors: a small page, or under {@code /api/} the error object {@code
 * {"error":"not_found","detail":"…","retry":false}}. Neither repeats anything of the request nor
 * reveals internals.
 */
final class ErrorPages extends ErrorHandler {

  private static final JsonMapper JSON = new JsonMapper();

  private final Templates templates;

  private record ErrorObject(String error, String detail, boolean retry) {}

  ErrorPages(Templates templates) {
    this.templates = templates;
  }

  @Override
  public boolean errorPageForMethod(String method) {
    return true;
  }

  @Override
  protected void generateResponse(
      Request request,
      Response response,
      int status,
      @Nullable String message,
      @Nullable Throwable cause,
      Callback callback)
      throws IOException {
    String path = request.getHttpURI().getCanonicalPath();
    boolean api = path != null && path.startsWith("/api/");
    byte[] body = body(api, status, detail(status));
    SecurityHeaders.put(response.getHeaders());
    response
        .getHeaders()
        .put(HttpHeader.CONTENT_TYPE, api ? "application/json" : "text/html;charset=utf-8")
        .put(HttpHeader.CONTENT_LENGTH, body.length);
    response.write(true, ByteBuffer.wrap(body), callback);
  }

  byte[] body(boolean api, int status, String detail) throws IOException {
    return api
        ? json(status, detail)
        : templates.page(
            "error",
            Map.of("status", status, "title", HttpStatus.getMessage(status), "detail", detail));
  }

  private static byte[] json(int status, String detail) throws IOException {
    String code =
        status == HttpStatus.INTERNAL_SERVER_ERROR_500
            ? "internal"
            : HttpStatus.getMessage(status).toLowerCase(Locale.ROOT).replace(' ', '_');
    boolean retry =
        status >= HttpStatus.INTERNAL_SERVER_ERROR_500
            || status == HttpStatus.TOO_MANY_REQUESTS_429;
    return JSON.writeValueAsBytes(new ErrorObject(code, detail, retry));
  }

  private static String detail(int status) {
    return switch (status) {
      case HttpStatus.NOT_FOUND_404 -> "There is no page at this address.";
      case HttpStatus.UNAUTHORIZED_401 -> "Sign in first.";
      case HttpStatus.FORBIDDEN_403 ->
          "Not done: only a signed-in operator may do this, from a page of the console. Reload the"
              + " page and try again.";
      case HttpStatus.METHOD_NOT_ALLOWED_405 ->
          "This address does not support this method; the Allow header lists those that it"
              + " supports.";
      case HttpStatus.TOO_MANY_REQUESTS_429 ->
          "Too many attempts. The Retry-After header contains the time to wait.";
      case HttpStatus.MISDIRECTED_REQUEST_421 ->
          "The console does not accept this host name. Open it as localhost or by the address"
              + " it listens on, or list the name in admin.hosts.";
      case HttpStatus.INTERNAL_SERVER_ERROR_500 ->
          "The console failed to build this page. The log contains the reason.";
      default -> "The console cannot answer this request.";
    };
  }
}
