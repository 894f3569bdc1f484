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
 * One request that passed the Origin check, with its answer: what handlers are given. Its
 * parameters are read here, once, with their errors.
 *
 * @param origin what Rails will be told, null for nothing
 * @param callback completed exactly once, when the answer is over
 */
public record Exchange(
    Request request,
    Response response,
    Callback callback,
    Fields query,
    ForwardedClient visitor,
    @Nullable String origin,
    Credentials credentials) {

  private static final int MAX_DIGITS = 18;

  /**
   * Where the client is; null when it says nothing. The header wins: an {@code EventSource} comes
   * back with the URL of its first request, whose {@code after} is older.
   */
  public @Nullable Position position() throws ApiException {
    String header = request.getHeaders().get("Last-Event-ID");
    boolean byHeader = header != null && !header.isEmpty();
    String text = byHeader ? header : query.getValue("after");
    if (text == null || text.isEmpty()) {
      return null;
    }
    Position position = Position.parse(text);
    if (position == null) {
      throw new ApiException(
          ErrorCode.BAD_REQUEST,
          (byHeader ? "The header Last-Event-ID" : "The parameter \"after\"")
              + " is not a position such as 41/2GxQ.");
    }
    return position;
  }

  /** A whole number; empty when the parameter is missing. */
  public OptionalLong whole(String name) throws ApiException {
    String text = query.getValue(name);
    if (text == null) {
      return OptionalLong.empty();
    }
    if (!text.matches("-?[0-9]{1," + MAX_DIGITS + "}")) {
      throw new ApiException(
          ErrorCode.BAD_REQUEST, "The parameter \"" + name + "\" is not a whole number.");
    }
    return OptionalLong.of(Long.parseLong(text));
  }

  /** Seconds, fractions allowed; the default when the parameter is missing. */
  public Duration seconds(String name, Duration fallback) throws ApiException {
    String text = query.getValue(name);
    if (text == null) {
      return fallback;
    }
    if (!text.matches("[0-9]{1,12}(\\.[0-9]{1,9})?")) {
      throw new ApiException(
          ErrorCode.BAD_REQUEST, "The parameter \"" + name + "\" is not a number of seconds.");
    }
    return Duration.ofNanos((long) (Double.parseDouble(text) * 1_000_000_000));
  }

  /**
   * Reads the body without blocking.
   *
   * @param limit the longest one in bytes
   * @param limitKey the setting of the limit, for the error
   */
  public void body(int limit, String limitKey, BodyReader.Then then) throws ApiException {
    new BodyReader(request, response, callback, limit, limitKey, then).read();
  }

  public void fail(ErrorCode code, String detail) {
    Responses.refuse(request, response, code, detail, callback);
  }

  public void fail(ApiException e) {
    fail(e.code(), e.detail());
  }

  /** The refusal of every method but these; sets the header {@code Allow}. */
  public ApiException methodNotAllowed(String allowed) {
    response.getHeaders().put(HttpHeader.ALLOW, allowed);
    return new ApiException(ErrorCode.METHOD_NOT_ALLOWED, "Only " + allowed + " are allowed here.");
  }
}
