package io.cablebridge.http.exchange;

import static java.util.stream.Collectors.toUnmodifiableMap;

import io.cablebridge.http.PublicServer;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Counts the requests that come, as the first of the handlers, and those that are refused, by the
 * code of the error object. Made by {@link PublicServer}; thread-safe. Not a request log of
 * Jetty's: with one, each stream keeps some 300 bytes of its request.
 */
public final class RequestCounters extends Handler.Abstract.NonBlocking {
  /** The attribute of the server under which a refusal finds its counts. */
  public static final String NAME = RequestCounters.class.getName();

  /** The settings that bound bodies. */
  public static final String HTTP_MAX_BODY = "http.max-body";

  public static final String PUBLISH_MAX_BODY = "publish.max-body";

  private final LongAdder taken = new LongAdder();
  private final Map<String, LongAdder> refused =
      Arrays.stream(ErrorCode.values())
          .collect(toUnmodifiableMap(ErrorCode::text, code -> new LongAdder()));

  private final Map<String, LongAdder> tooLong =
      Map.of(HTTP_MAX_BODY, new LongAdder(), PUBLISH_MAX_BODY, new LongAdder());

  /** Counts a body that is longer than a setting allows. */
  public static void tooLong(Request request, String limitKey) {
    if (request.getContext().getAttribute(NAME) instanceof RequestCounters counts) {
      LongAdder count = counts.tooLong.get(limitKey);
      if (count != null) {
        count.increment();
      }
    }
  }

  /** Counts a refusal, wherever on the way of a request it happens. */
  public static void refused(Request request, ErrorCode code) {
    if (request.getContext().getAttribute(NAME) instanceof RequestCounters counts) {
      LongAdder count = counts.refused.get(code.text());
      if (count != null) {
        count.increment();
      }
    }
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    taken.increment();
    return false;
  }

  public Number taken() {
    return taken;
  }

  public Map<String, LongAdder> tooLong() {
    return tooLong;
  }

  public Map<String, ? extends Number> refused() {
    return refused;
  }
}
