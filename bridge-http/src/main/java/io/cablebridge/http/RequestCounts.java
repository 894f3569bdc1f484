package io.cablebridge.http;

import static java.util.stream.Collectors.toUnmodifiableMap;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Response;

/**
 * Counts the requests that were answered, and the refused among them by the code of the error
 * object. A stream counts when it has left HTTP. Made by {@link PublicServer}; thread-safe.
 */
final class RequestCounts implements RequestLog {
  private static final String REFUSAL = RequestCounts.class.getName();

  private final LongAdder answered = new LongAdder();
  private final Map<String, LongAdder> refused =
      Arrays.stream(ErrorCode.values())
          .collect(toUnmodifiableMap(ErrorCode::text, code -> new LongAdder()));

  /** Has a request counted as refused, once it is answered. */
  static void refused(Request request, ErrorCode code) {
    request.setAttribute(REFUSAL, code.text());
  }

  @Override
  public void log(Request request, Response response) {
    answered.increment();
    if (request.getAttribute(REFUSAL) instanceof String code) {
      LongAdder count = refused.get(code);
      if (count != null) {
        count.increment();
      }
    }
  }

  Number answered() {
    return answered;
  }

  Map<String, ? extends Number> refused() {
    return refused;
  }
}
