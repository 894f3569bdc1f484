package io.cablebridge.http.request;

import io.cablebridge.http.exchange.ForwardedClient;
import io.cablebridge.http.exchange.RequestId;
import io.cablebridge.session.Credentials;
import io.cablebridge.session.Handshake;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Fields;
import org.jspecify.annotations.Nullable;

/**
 * Takes from a request what Rails will be told, and what later requests must prove. Only named
 * headers pass, in the form in which we write them; everything about the client's address is
 * rebuilt from what we know.
 */
public final class HandshakeFactory {
  /**
   * What describes the connection rather than the message (RFC 9110 7.6.1), and what a handshake
   * needs itself.
   */
  private static final Set<String> NEVER =
      Set.of(
          "connection",
          "keep-alive",
          "proxy-authenticate",
          "proxy-authorization",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "host",
          "content-length",
          "cookie",
          "origin");

  private static final List<String> OF_BROWSERS = List.of("User-Agent", "Accept-Language");

  private final ForwardingConfig forwarding;
  private final BindingConfig binding;
  private final List<String> plainHeaders;
  private final StringInterner recurring = new StringInterner();

  public HandshakeFactory(ForwardingConfig forwarding, BindingConfig binding) {
    this.forwarding = forwarding;
    this.binding = binding;
    List<String> headers = new ArrayList<>(OF_BROWSERS);
    forwarding.forwardHeaders().stream()
        .filter(name -> !NEVER.contains(name.toLowerCase(Locale.ROOT)))
        .filter(name -> !name.toLowerCase(Locale.ROOT).startsWith("x-forwarded-"))
        .filter(name -> !name.toLowerCase(Locale.ROOT).startsWith("sec-websocket-"))
        .forEach(headers::add);
    this.plainHeaders = List.copyOf(headers);
  }

  public Handshake handshake(
      Request request, Fields query, ForwardedClient visitor, @Nullable String origin) {
    List<String> headers = new ArrayList<>(20);
    Set<String> hopByHop = hopByHop(request.getHeaders());
    String host = forwarding.host().isEmpty() ? visitor.host() : forwarding.host();
    addRecurring(headers, "Host", host);
    addRecurring(headers, "Origin", origin);
    if (!hopByHop.contains("cookie")) {
      add(headers, "Cookie", cookies(request.getHeaders()));
    }
    for (String name : plainHeaders) {
      if (!hopByHop.contains(name.toLowerCase(Locale.ROOT))) {
        String value = value(request, name);
        // What the operator adds may be a secret, which is held no longer than its session.
        if (OF_BROWSERS.contains(name)) {
          addRecurring(headers, name, value);
        } else {
          add(headers, name, value);
        }
      }
    }
    add(headers, "X-Forwarded-For", visitor.address());
    add(headers, "X-Real-IP", visitor.address());
    add(headers, "X-Forwarded-Proto", visitor.scheme());
    addRecurring(headers, "X-Forwarded-Host", visitor.host());
    addRecurring(headers, "X-Forwarded-Port", visitor.port());
    return new Handshake(query(query), headers);
  }

  /** A request has an id even if it brought none. */
  private static @Nullable String value(Request request, String name) {
    return name.equalsIgnoreCase(RequestId.HEADER)
        ? RequestId.of(request)
        : request.getHeaders().get(name);
  }

  /** Who reads streams, and needs no Rails. */
  public Handshake ofReader(Request request, ForwardedClient visitor) {
    List<String> headers = new ArrayList<>(4);
    add(headers, "X-Real-IP", visitor.address());
    addRecurring(headers, "User-Agent", request.getHeaders().get("User-Agent"));
    return new Handshake("", headers, false);
  }

  public Credentials credentials(Request request, @Nullable String origin) {
    List<@Nullable String> values = new ArrayList<>();
    for (String name : binding.bindHeaders()) {
      values.add(
          name.equalsIgnoreCase("Origin")
              ? origin
              : name.equalsIgnoreCase("Cookie")
                  ? joinedCookies(request.getHeaders())
                  : request.getHeaders().get(name));
    }
    for (String name : binding.bindCookies()) {
      values.add(cookie(request.getHeaders(), name));
    }
    return Credentials.of(values);
  }

  private void addRecurring(List<String> headers, String name, @Nullable String value) {
    add(headers, name, value == null ? null : recurring.of(value));
  }

  private static void add(List<String> headers, String name, @Nullable String value) {
    if (value != null && !value.isEmpty() && value.chars().noneMatch(c -> c < ' ' || c == 127)) {
      headers.add(name);
      headers.add(value);
    }
  }

  private static Set<String> hopByHop(HttpFields headers) {
    Set<String> names = new HashSet<>();
    for (String name : headers.getCSV(HttpHeader.CONNECTION, false)) {
      names.add(name.toLowerCase(Locale.ROOT));
    }
    return names;
  }

  private @Nullable String cookies(HttpFields headers) {
    List<String> wanted = forwarding.forwardCookies();
    if (wanted.isEmpty()) {
      return joinedCookies(headers);
    }
    return pairs(headers).stream()
        .filter(pair -> wanted.contains(name(pair)))
        .collect(Collectors.joining("; "));
  }

  private static @Nullable String joinedCookies(HttpFields headers) {
    List<String> pairs = pairs(headers);
    return pairs.isEmpty() ? null : String.join("; ", pairs);
  }

  private static @Nullable String cookie(HttpFields headers, String name) {
    return pairs(headers).stream().filter(pair -> name(pair).equals(name)).findFirst().orElse(null);
  }

  private static List<String> pairs(HttpFields headers) {
    return headers.getFields(HttpHeader.COOKIE).stream()
        .map(HttpField::getValue)
        .flatMap(line -> Arrays.stream(line.split(";")))
        .map(String::trim)
        .filter(pair -> !pair.isEmpty())
        .toList();
  }

  private static String name(String pair) {
    int equals = pair.indexOf('=');
    return equals < 0 ? pair : pair.substring(0, equals).trim();
  }

  private String query(Fields query) {
    StringBuilder text = new StringBuilder();
    for (String name : forwarding.forwardQuery()) {
      for (String value : query.getValuesOrEmpty(name)) {
        text.append(text.isEmpty() ? "" : "&")
            .append(URLEncoder.encode(name, StandardCharsets.UTF_8))
            .append('=')
            .append(URLEncoder.encode(value, StandardCharsets.UTF_8));
      }
    }
    return text.toString();
  }
}
