package io.cablebridge.http;

import io.cablebridge.http.exchange.ApiException;
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
    ApiException refusal =
        switch (response.getStatus()) {
          case 404 -> invalid(ErrorCode.NOT_FOUND);
          case 405 -> invalid(ErrorCode.METHOD_NOT_ALLOWED);
          case 413 -> invalid(ErrorCode.PAYLOAD_TOO_LARGE);
          case 414 -> invalid(ErrorCode.URI_TOO_LONG);
          case 431 -> invalid(ErrorCode.HEADERS_TOO_LARGE);
          case 500 -> ApiException.internal();
          case 503 -> ApiException.shuttingDown();
          // An unsupported method or version (501, 505) is the client's mistake.
          default -> invalid(ErrorCode.BAD_REQUEST);
        };
    Responses.refuse(request, response, refusal, callback);
    return true;
  }

  private static ApiException invalid(ErrorCode code) {
    return new ApiException(code, "The request is not valid HTTP/1.1, or it is too large.");
  }
}
