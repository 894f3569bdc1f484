package io.cablebridge.http;

import io.cablebridge.http.exchange.ApiException;
import io.cablebridge.http.exchange.ClientFault;
import io.cablebridge.http.exchange.ErrorCode;
import io.cablebridge.http.exchange.RequestCounters;
import io.cablebridge.http.exchange.Responses;
import io.cablebridge.time.LogLimiter;
import io.cablebridge.time.Time;
import jakarta.inject.Inject;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers requests that Jetty refuses before any handler with the same error object as others. It
 * counts them, and logs one line a minute without the client's text, which can contain a token.
 */
final class JettyErrorHandler extends ErrorHandler {
  private static final Logger log = LoggerFactory.getLogger(JettyErrorHandler.class);

  private final RequestCounters counters;
  private final LogLimiter lines;

  @Inject
  JettyErrorHandler(RequestCounters counters, Time time) {
    this.counters = counters;
    this.lines = new LogLimiter(time);
  }

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
    if (refusal.code() != ErrorCode.INTERNAL && refusal.code() != ErrorCode.SHUTTING_DOWN) {
      counters.count(ClientFault.MALFORMED);
      lines
          .pass()
          .ifPresent(
              more ->
                  log.warn(
                      "malformed request error={} peer={} more={}",
                      refusal.code().text(),
                      Request.getRemoteAddr(request),
                      more));
    }
    Responses.refuseUnlogged(request, response, refusal, callback);
    return true;
  }

  private static ApiException invalid(ErrorCode code) {
    return new ApiException(code, "The request is not valid HTTP/1.1, or it is too large.");
  }
}
