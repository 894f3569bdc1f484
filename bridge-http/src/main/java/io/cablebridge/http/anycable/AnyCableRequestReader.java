package io.cablebridge.http.anycable;

import static io.cablebridge.http.exchange.ApiException.badRequest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cablebridge.http.anycable.AnyCableRequest.Format;
import io.cablebridge.http.exchange.ApiException;
import io.cablebridge.http.exchange.BodyReader;
import io.cablebridge.http.exchange.Exchange;
import io.cablebridge.http.session.HistoryReader;
import io.cablebridge.protocol.Command;
import io.cablebridge.protocol.HistoryRequest;
import io.cablebridge.protocol.JsonText;
import io.cablebridge.protocol.StreamPosition;
import io.cablebridge.protocol.Utf8;
import io.cablebridge.time.Time;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads requests to {@code /events}: the parameters of a GET, or the lines of a POST, each {@code
 * {"command":"subscribe","identifier":"…","history":{…}}}. One for the process, thread-safe.
 */
final class AnyCableRequestReader {
  private static final BodyReader.Limit MAX_BODY = new BodyReader.Limit(64 * 1024, "fixed");
  private static final int MAX_SUBSCRIPTIONS = 100;
  private static final Set<String> TRUE = Set.of("true", "1", "t", "y");

  /** Tokens without an end often have one in the year 9999. */
  private static final Duration NO_END = Duration.ofDays(36_500);

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private final JwtAuthenticator authenticator;
  private final Time time;

  @Inject
  AnyCableRequestReader(JwtAuthenticator authenticator, Time time) {
    this.authenticator = authenticator;
    this.time = time;
  }

  interface RequestConsumer {
    void accept(AnyCableRequest request) throws ApiException;
  }

  /** Does not block; the exchange is answered already for an invalid body. */
  void read(Exchange exchange, RequestConsumer consumer) throws ApiException {
    String raw = String.valueOf(exchange.query().getValue("raw")).toLowerCase(Locale.ROOT);
    boolean isRaw = TRUE.contains(raw);
    long expiresInNanos = expiry(exchange);
    switch (exchange.request().getMethod()) {
      case "GET" ->
          consumer.accept(
              new AnyCableRequest(parameters(exchange), new Format(isRaw, true), expiresInNanos));
      case "POST" ->
          exchange.body(
              MAX_BODY,
              body ->
                  consumer.accept(
                      new AnyCableRequest(lines(body), new Format(isRaw, false), expiresInNanos)));
      default -> throw ApiException.methodNotAllowed(exchange.response(), "GET, POST, OPTIONS");
    }
  }

  /** How long the request's token remains valid; 0 for no end, or no token. */
  private long expiry(Exchange exchange) throws ApiException {
    Instant end = authenticator.authenticate(exchange.request().getHeaders(), exchange.query());
    if (end == null) {
      return 0;
    }
    Duration left = Duration.between(time.now(), end);
    return left.compareTo(NO_END) > 0 ? 0 : Math.max(1, left.toNanos());
  }

  private static List<Command.Subscribe> parameters(Exchange exchange) throws ApiException {
    List<JsonText> identifiers = AnyCableIdentifiers.of(exchange.query());
    if (identifiers.isEmpty()) {
      throw badRequest(
          "One of the parameters channel, identifier, stream, signed_stream,"
              + " turbo_signed_stream_name is required.");
    }
    HistoryRequest history = history(exchange);
    return checked(identifiers.stream().map(each -> new Command.Subscribe(each, history)).toList());
  }

  private static @Nullable HistoryRequest history(Exchange exchange) throws ApiException {
    OptionalLong since = exchange.integer("history_since");
    String last = exchange.positionText();
    if (last == null) {
      return since.isEmpty() ? null : new HistoryRequest(Map.of(), Math.max(0, since.getAsLong()));
    }
    Map<String, StreamPosition> positions = AnyCablePosition.parse(last);
    // A refusal would end the stream of a browser for ever.
    return positions.isEmpty()
        ? HistoryRequest.UNKNOWN
        : new HistoryRequest(positions, Math.max(0, since.orElse(0)));
  }

  /** Every line is a subscribe, whatever its {@code command} is; a body may be empty. */
  private static List<Command.Subscribe> lines(byte[] body) throws ApiException {
    List<Command.Subscribe> subscribes = new ArrayList<>();
    Map<JsonText, Integer> lines = new HashMap<>();
    int number = 0;
    if (!Utf8.isValid(body)) {
      throw badRequest("The body is not UTF-8.");
    }
    for (String line : new String(body, StandardCharsets.UTF_8).split("\n", -1)) {
      number++;
      if (!line.isEmpty()) {
        Command.Subscribe subscribe = line(line, number);
        Integer earlier = lines.putIfAbsent(subscribe.identifier(), number);
        if (earlier != null) {
          throw badRequest(
              String.format(
                  Locale.ROOT,
                  "Lines %d and %d have the same identifier; every line is a subscription, whatever"
                      + " its \"command\" is.",
                  earlier,
                  number));
        }
        subscribes.add(subscribe);
      }
    }
    return checked(subscribes);
  }

  private static Command.Subscribe line(String line, int number) throws ApiException {
    JsonNode command;
    try {
      command = JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw badRequest("Line " + number + " is not JSON.");
    }
    JsonNode identifier = command.path("identifier");
    if (!identifier.isTextual()) {
      throw badRequest("Line " + number + " has no \"identifier\" that is a string.");
    }
    JsonNode requested = command.path("history");
    HistoryRequest history = null;
    if (!requested.isMissingNode() && !requested.isNull()) {
      history = HistoryReader.read(requested);
      if (history == null) {
        throw badRequest("The \"history\" of line " + number + " is malformed.");
      }
    }
    return new Command.Subscribe(JsonText.of(identifier.asText()), history);
  }

  private static List<Command.Subscribe> checked(List<Command.Subscribe> subscribes)
      throws ApiException {
    if (subscribes.size() > MAX_SUBSCRIPTIONS) {
      throw badRequest("More than " + MAX_SUBSCRIPTIONS + " subscriptions.");
    }
    long different = subscribes.stream().map(Command.Subscribe::identifier).distinct().count();
    if (different < subscribes.size()) {
      throw badRequest("Two parameters have the same identifier.");
    }
    return subscribes;
  }
}
