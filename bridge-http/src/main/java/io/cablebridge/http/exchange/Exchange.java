package io.cablebridge.http.exchange;

import io.cablebridge.protocol.Position;
import io.cablebridge.session.Credentials;
import java.time.Duration;
import java.util.OptionalLong;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.jspecify.annotations.Nullable;

/**
 * One request that has passed the Origin check, with its response: the argument of every handler.
 * It reads the parameters, and reports their errors.
 *
 * @param origin the Origin that Rails receives; null for none
 * @param callback completed exactly once, at the end of the response
 */
public record Exchange(
    Request request,
    Response response,
    Callback callback,
    Fields query,
    ForwardedClient client,
    @Nullable String origin,
    Credentials credentials) {

  private static final int MAX_DIGITS = 18;

  /**
   * The client's position; null if the request has none. The header takes precedence: an {@code
   * EventSource} reconnects with the URL of its first request, whose {@code after} is older.
   */
  public @Nullable Position position() throws ApiException {
    String header = request.getHeaders().get("Last-Event-ID");
    boolean inHeader = header != null && !header.isEmpty();
    String text = inHeader ? header : query.getValue("after");
    if (text == null || text.isEmpty()) {
      return null;
    }
    Position position = Position.parse(text);
    if (position == null) {
      throw bad(
          (inHeader ? "The header Last-Event-ID" : "The parameter \"after\"")
              + " is not a position such as 41/2GxQ.");
    }
    return position;
  }

  /** A parameter that is an integer; empty without the parameter. */
  public OptionalLong integer(String name) throws ApiException {
    String text = query.getValue(name);
    if (text == null) {
      return OptionalLong.empty();
    }
    int from = text.startsWith("-") ? 1 : 0;
    if (!isDigits(text, from, text.length(), MAX_DIGITS)) {
      throw bad("The parameter \"" + name + "\" is not an integer.");
    }
    return OptionalLong.of(Long.parseLong(text));
  }

  /** A parameter in seconds, with fractions; the default without the parameter. */
  public Duration seconds(String name, Duration defaultValue) throws ApiException {
    String text = query.getValue(name);
    if (text == null) {
      return defaultValue;
    }
    int point = text.indexOf('.');
    boolean valid =
        isDigits(text, 0, point < 0 ? text.length() : point, 12)
            && (point < 0 || isDigits(text, point + 1, text.length(), 9));
    if (!valid) {
      throw bad("The parameter \"" + name + "\" is not a number of seconds.");
    }
    return Duration.ofNanos((long) (Double.parseDouble(text) * 1_000_000_000));
  }

  private static boolean isDigits(String text, int from, int to, int max) {
    for (int i = from; i < to; i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return from < to && to - from <= max;
  }

  /** Reads the body without blocking. */
  public void body(BodyLimit limit, BodyReader.BodyConsumer consumer) throws ApiException {
    new BodyReader(request, response, callback, limit, consumer).read();
  }

  /** The refusal of every method but these; sets the header {@code Allow}. */
  public ApiException methodNotAllowed(String allowed) {
    response.getHeaders().put(HttpHeader.ALLOW, allowed);
    return new ApiException(ErrorCode.METHOD_NOT_ALLOWED, "Allowed methods: " + allowed + ".");
  }

  public void fail(ErrorCode code, String detail) {
    Responses.refuse(request, response, code, detail, callback);
  }

  public void fail(ApiException e) {
    fail(e.code(), e.detail());
  }

  private static ApiException bad(String detail) {
    return new ApiException(ErrorCode.BAD_REQUEST, detail);
  }
}
