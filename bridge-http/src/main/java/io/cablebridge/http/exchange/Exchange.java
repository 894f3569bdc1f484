package io.cablebridge.http.exchange;

import static io.cablebridge.http.exchange.ApiException.badRequest;

import io.cablebridge.protocol.Position;
import io.cablebridge.session.Credentials;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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
  /** The parameters that mean the same; the last two are those of polyfills. */
  private static final List<String> POSITIONS = List.of("after", "lastEventId", "last-event-id");

  private static final Pattern INTEGER = Pattern.compile("-?[0-9]{1,18}");
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,12}(\\.[0-9]{1,9})?");

  /**
   * The text of the client's position; null if the request has none. The header takes precedence:
   * an {@code EventSource} reconnects with the URL of its first request, whose position is older.
   */
  public @Nullable String positionText() {
    return Stream.concat(
            Stream.ofNullable(request.getHeaders().get("Last-Event-ID")),
            POSITIONS.stream().map(query::getValue))
        .filter(text -> text != null && !text.isEmpty())
        .findFirst()
        .orElse(null);
  }

  /** The client's position in a session; null if the request has none. */
  public @Nullable Position position() throws ApiException {
    String text = positionText();
    Position position = text == null ? null : Position.parse(text);
    if (text != null && position == null) {
      throw badRequest(
          "The position (Last-Event-ID or \"after\") is not a position such as 41/2GxQ.");
    }
    return position;
  }

  /**
   * As {@link #position} for an event stream, whose client would never come back after a refusal: a
   * position of another form is none.
   */
  public @Nullable Position streamPosition() {
    String text = positionText();
    return text == null ? null : Position.parse(text);
  }

  public OptionalLong integer(String name) throws ApiException {
    String text = parameter(name, INTEGER, "an integer");
    return text == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(text));
  }

  /** A parameter that is 1 or more. */
  public OptionalLong positive(String name) throws ApiException {
    OptionalLong value = integer(name);
    if (value.isPresent() && value.getAsLong() < 1) {
      throw badRequest("The parameter \"" + name + "\" is not a positive number.");
    }
    return value;
  }

  /** A parameter in seconds, with fractions; the default without the parameter. */
  public Duration seconds(String name, Duration defaultValue) throws ApiException {
    String text = parameter(name, SECONDS, "a number of seconds");
    return text == null
        ? defaultValue
        : Duration.ofNanos((long) (Double.parseDouble(text) * 1_000_000_000));
  }

  private @Nullable String parameter(String name, Pattern form, String noun) throws ApiException {
    String text = query.getValue(name);
    if (text != null && !form.matcher(text).matches()) {
      throw badRequest("The parameter \"" + name + "\" is not " + noun + ".");
    }
    return text;
  }

  public void body(BodyReader.Limit limit, BodyReader.BodyConsumer consumer) throws ApiException {
    new BodyReader(request, response, callback, limit, consumer).read();
  }

  public void fail(ApiException e) {
    Responses.refuse(request, response, e, callback);
  }
}
