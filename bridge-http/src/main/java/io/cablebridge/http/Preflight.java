package io.cablebridge.http;

import io.cablebridge.http.anycable.JwtConfig;
import io.cablebridge.http.exchange.Exchange;
import io.cablebridge.http.exchange.RequestId;
import io.cablebridge.http.exchange.Responses;
import io.cablebridge.http.request.BindingConfig;
import io.cablebridge.http.request.ForwardingConfig;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/**
 * Answers the question of a browser whether a page of another origin may send a request (the Fetch
 * standard's CORS preflight). Allowed are the headers that the API reads, those that the
 * configuration forwards or binds, and {@code Cache-Control}, which polyfills of EventSource send.
 * One for the process.
 */
final class Preflight {
  private static final List<String> OF_THE_API =
      List.of("Content-Type", "Last-Event-ID", "X-Anycable-Poll-ID");
  private static final List<String> OF_CLIENTS =
      List.of("Authorization", RequestId.HEADER, "Cache-Control");

  /** The browser sets these itself, and a page cannot. */
  private static final List<String> OF_BROWSERS = List.of("Origin", "Cookie");

  private final String headers;

  @Inject
  Preflight(JwtConfig jwt, ForwardingConfig forwarding, BindingConfig binding) {
    Set<String> seen = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    seen.addAll(OF_BROWSERS);
    headers =
        Stream.of(
                OF_THE_API,
                List.of(jwt.header()),
                OF_CLIENTS,
                forwarding.forwardHeaders(),
                binding.bindHeaders())
            .flatMap(List::stream)
            .filter(seen::add)
            .collect(Collectors.joining(", "));
  }

  void answer(Exchange exchange) {
    HttpFields.Mutable answer = exchange.response().getHeaders();
    answer.put(HttpHeader.ACCESS_CONTROL_ALLOW_METHODS, "GET, POST, DELETE, OPTIONS");
    answer.put(HttpHeader.ACCESS_CONTROL_ALLOW_HEADERS, headers);
    answer.put(HttpHeader.ACCESS_CONTROL_MAX_AGE, "600");
    Responses.empty(exchange.response(), 204, exchange.callback());
  }
}
