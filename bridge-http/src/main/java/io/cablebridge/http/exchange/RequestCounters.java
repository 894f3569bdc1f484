package io.cablebridge.http.exchange;

import io.cablebridge.metric.Counters;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.LongAdder;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Counts requests, refusals by their error code, and requests beyond a limit by the limit's
 * setting. The public server's first handler; one for the process, thread-safe. Jetty's request log
 * is not used: with one, each stream keeps some 300 bytes of its request.
 */
@Singleton
public final class RequestCounters extends Handler.Abstract.NonBlocking {
  /** The server's attribute in which a refusal finds its counters. */
  public static final String ATTRIBUTE = RequestCounters.class.getName();

  public static final String HTTP_MAX_BODY = "http.max-body";
  public static final String HTTP_MAX_COMMANDS = "http.max-commands";
  public static final String PUBLISH_MAX_BODY = "publish.max-body";

  private final LongAdder requests = new LongAdder();
  private final Counters<ErrorCode> refusals = Counters.of(ErrorCode.class);
  private final Counters<String> beyondLimits =
      Counters.of(HTTP_MAX_BODY, HTTP_MAX_COMMANDS, PUBLISH_MAX_BODY);

  @Inject
  public RequestCounters() {}

  /** Counts a refusal, wherever on a request's way it happens. */
  static void countRefusal(Request request, ErrorCode code) {
    if (request.getContext().getAttribute(ATTRIBUTE) instanceof RequestCounters counters) {
      counters.refusals.increment(code);
    }
  }

  static void countBeyondLimit(Request request, String limitKey) {
    if (request.getContext().getAttribute(ATTRIBUTE) instanceof RequestCounters counters) {
      counters.countBeyondLimit(limitKey);
    }
  }

  /** Counts a request beyond a limit; a limit without a setting is not counted. */
  public void countBeyondLimit(String limitKey) {
    if (beyondLimits.keys().contains(limitKey)) {
      beyondLimits.increment(limitKey);
    }
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    requests.increment();
    return false;
  }

  public LongAdder requests() {
    return requests;
  }

  public Counters<ErrorCode> refusals() {
    return refusals;
  }

  public Counters<String> beyondLimits() {
    return beyondLimits;
  }
}
