package io.cablebridge.http.exchange;

import static java.util.stream.Collectors.toUnmodifiableMap;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Counts requests, refusals by their error code, requests beyond a limit by the limit's setting,
 * and other faults of clients. The public server's first handler; one for the process, thread-safe.
 * Jetty's request log is not used: with one, each stream keeps some 300 bytes of its request.
 */
@Singleton
public final class RequestCounters extends Handler.Abstract.NonBlocking {
  /** The server's attribute in which a refusal finds its counters. */
  public static final String ATTRIBUTE = RequestCounters.class.getName();

  public static final String HTTP_MAX_BODY = "http.max-body";
  public static final String HTTP_MAX_COMMANDS = "http.max-commands";
  public static final String PUBLISH_MAX_BODY = "publish.max-body";

  private final LongAdder requests = new LongAdder();
  private final Map<String, LongAdder> refusals =
      Arrays.stream(ErrorCode.values())
          .collect(toUnmodifiableMap(ErrorCode::text, code -> new LongAdder()));

  private final Map<String, LongAdder> beyondLimits =
      Stream.of(HTTP_MAX_BODY, HTTP_MAX_COMMANDS, PUBLISH_MAX_BODY)
          .collect(toUnmodifiableMap(key -> key, key -> new LongAdder()));

  private final Map<String, LongAdder> faults =
      Arrays.stream(ClientFault.values())
          .collect(toUnmodifiableMap(ClientFault::text, fault -> new LongAdder()));

  @Inject
  public RequestCounters() {}

  /** Counts a refusal, wherever on a request's way it happens. */
  static void countRefusal(Request request, ErrorCode code) {
    if (request.getContext().getAttribute(ATTRIBUTE) instanceof RequestCounters counters) {
      increment(counters.refusals, code.text());
    }
  }

  static void countBeyondLimit(Request request, String limitKey) {
    if (request.getContext().getAttribute(ATTRIBUTE) instanceof RequestCounters counters) {
      counters.countBeyondLimit(limitKey);
    }
  }

  /** Counts a request beyond a limit; a limit without a setting is not counted. */
  public void countBeyondLimit(String limitKey) {
    increment(beyondLimits, limitKey);
  }

  public void count(ClientFault fault) {
    increment(faults, fault.text());
  }

  private static void increment(Map<String, LongAdder> counters, String key) {
    LongAdder counter = counters.get(key);
    if (counter != null) {
      counter.increment();
    }
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    requests.increment();
    return false;
  }

  public Number requests() {
    return requests;
  }

  /** Refused requests by error code; live counters. */
  public Map<String, ? extends Number> refusals() {
    return refusals;
  }

  /** Faults of clients by kind; live counters. */
  public Map<String, ? extends Number> faults() {
    return faults;
  }

  /** Requests beyond a limit, by the key of its setting; live counters. */
  public Map<String, ? extends Number> beyondLimits() {
    return beyondLimits;
  }
}
