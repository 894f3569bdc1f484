package io.cablebridge.http;

import io.cablebridge.http.exchange.ErrorCode;
import io.cablebridge.http.exchange.Responses;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Answers requests that Jetty refuses before any handler with the same error object as others. */
final class JettyErrorHandler extends ErrorHandler {
  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    ErrorCode code = code(response.getStatus());
    Responses.refuse(request, response, code, detail(code), callback);
    return true;
  }

  private static ErrorCode code(int status) {
    return switch (status) {
      case 404 -> ErrorCode.NOT_FOUND;
      case 405 -> ErrorCode.METHOD_NOT_ALLOWED;
      case 413 -> ErrorCode.PAYLOAD_TOO_LARGE;
      case 414 -> ErrorCode.URI_TOO_LONG;
      case 431 -> ErrorCode.HEADERS_TOO_LARGE;
      case 500 -> ErrorCode.INTERNAL;
      case 503 -> ErrorCode.SHUTTING_DOWN;
      // An unsupported method or version (501, 505) is the client's mistake.
      default -> ErrorCode.BAD_REQUEST;
    };
  }

  private static String detail(ErrorCode code) {
    return switch (code) {
      case INTERNAL -> Responses.INTERNAL_DETAIL;
      case SHUTTING_DOWN -> "The bridge is shutting down.";
      default -> "The request is not valid HTTP/1.1, or it is too large.";
    };
  }
}
