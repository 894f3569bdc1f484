package io.cablebridge.http.request;

import io.cablebridge.http.exchange.Exchange;
import io.cablebridge.http.exchange.RequestId;
import io.cablebridge.session.Credentials;
import io.cablebridge.session.command.Handshake;
import io.cablebridge.time.LogLimiter;
import io.cablebridge.time.Time;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Fields;
import org.jspecify.annotations.Nullable;

/**
 * Creates, from the request that opens a session, the handshake that Rails receives, and the
 * credentials that later requests must repeat. Only listed headers are forwarded; the headers about
 * the client's address are rebuilt. One for the process, thread-safe.
 */
@Singleton
public final class HandshakeFactory {
  /**
   * Headers of the connection rather than of the message (RFC 9110 7.6.1), and those that the
   * handshake sets itself.
   */
  private static final Pattern NOT_FORWARDED =
      Pattern.compile(
          "(?i)connection|keep-alive|proxy-(authenticate|authorization|connection)|te|trailer"
              + "|transfer-encoding|upgrade|host|content-length|cookie|origin"
              + "|x-forwarded-.*|sec-websocket-.*");

  private static final List<String> BROWSER_HEADERS = List.of("User-Agent", "Accept-Language");

  private final ForwardingConfig forwarding;
  private final BindingConfig binding;
  private final List<String> plainHeaders;
  private final StringInterner interner = new StringInterner();
  private final LogLimiter leftOut;

  @Inject
  HandshakeFactory(ForwardingConfig forwarding, BindingConfig binding, Time time) {
    this.leftOut = new LogLimiter(time);
    this.forwarding = forwarding;
    this.binding = binding;
    Stream<String> added =
        forwarding.forwardHeaders().stream().filter(name -> !NOT_FORWARDED.matcher(name).matches());
    this.plainHeaders = Stream.concat(BROWSER_HEADERS.stream(), added).toList();
  }

  public Handshake handshake(Exchange exchange) {
    HttpFields sent = exchange.request().getHeaders();
    String host = exchange.client().host();
    String address = exchange.client().address();
    HandshakeHeaders headers = new HandshakeHeaders(leftOut);
    addInterned(headers, "Host", forwarding.host().isEmpty() ? host : forwarding.host());
    addInterned(headers, "Origin", exchange.origin());
    // A header that Connection names is about the connection, and goes no further.
    if (!sent.contains(HttpHeader.CONNECTION, "cookie")) {
      headers.add("Cookie", forwardedCookies(sent));
    }
    for (String name : plainHeaders) {
      if (!sent.contains(HttpHeader.CONNECTION, name)) {
        // A header that the operator added may be a secret: it is not kept longer than its session.
        if (BROWSER_HEADERS.contains(name)) {
          addInterned(headers, name, sent.get(name));
        } else if (name.equalsIgnoreCase(RequestId.HEADER)) {
          headers.add(name, RequestId.of(exchange.request()));
        } else {
          headers.add(name, sent.get(name));
        }
      }
    }
    headers.add("X-Forwarded-For", address);
    headers.add("X-Real-IP", address);
    headers.add("X-Forwarded-Proto", exchange.client().scheme());
    addInterned(headers, "X-Forwarded-Host", host);
    addInterned(headers, "X-Forwarded-Port", exchange.client().port());
    return new Handshake(forwardedQuery(exchange.query()), headers.namesAndValues());
  }

  /** The handshake of a client that reads streams only: it reaches the console, and not Rails. */
  public Handshake forStreamReader(Exchange exchange) {
    HandshakeHeaders headers = new HandshakeHeaders(leftOut);
    headers.add("X-Real-IP", exchange.client().address());
    addInterned(headers, "User-Agent", exchange.request().getHeaders().get("User-Agent"));
    return new Handshake("", headers.namesAndValues(), false);
  }

  public Credentials credentials(Request request, @Nullable String origin) {
    HttpFields sent = request.getHeaders();
    List<@Nullable String> values = new ArrayList<>();
    for (String name : binding.bindHeaders()) {
      values.add(
          switch (name.toLowerCase(Locale.ROOT)) {
            case "origin" -> origin;
            case "cookie" -> joinedCookies(sent);
            default -> sent.get(name);
          });
    }
    for (String name : binding.bindCookies()) {
      values.add(cookies(sent).filter(pair -> name(pair).equals(name)).findFirst().orElse(null));
    }
    return Credentials.of(values);
  }

  private void addInterned(HandshakeHeaders headers, String name, @Nullable String value) {
    headers.add(name, value == null ? null : interner.intern(value));
  }

  private String forwardedCookies(HttpFields headers) {
    List<String> names = forwarding.forwardCookies();
    return cookies(headers)
        .filter(pair -> names.isEmpty() || names.contains(name(pair)))
        .collect(Collectors.joining("; "));
  }

  private static @Nullable String joinedCookies(HttpFields headers) {
    String joined = cookies(headers).collect(Collectors.joining("; "));
    return joined.isEmpty() ? null : joined;
  }

  /** Every {@code name=value} of the request's cookies. */
  private static Stream<String> cookies(HttpFields headers) {
    return headers.getFields(HttpHeader.COOKIE).stream()
        .map(HttpField::getValue)
        .flatMap(line -> Arrays.stream(line.split(";")))
        .map(String::trim)
        .filter(pair -> !pair.isEmpty());
  }

  private static String name(String pair) {
    int equals = pair.indexOf('=');
    return equals < 0 ? pair : pair.substring(0, equals).trim();
  }

  private String forwardedQuery(Fields query) {
    List<String> pairs = new ArrayList<>();
    for (String name : forwarding.forwardQuery()) {
      for (String value : query.getValuesOrEmpty(name)) {
        pairs.add(encoded(name) + "=" + encoded(value));
      }
    }
    return String.join("&", pairs);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
