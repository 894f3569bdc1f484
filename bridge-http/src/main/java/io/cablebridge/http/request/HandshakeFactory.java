package io.cablebridge.http.request;

import io.cablebridge.http.exchange.ForwardedClient;
import io.cablebridge.http.exchange.RequestId;
import io.cablebridge.session.Credentials;
import io.cablebridge.session.Handshake;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
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
  private static final Set<String> NOT_FORWARDED =
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

  private static final List<String> BROWSER_HEADERS = List.of("User-Agent", "Accept-Language");

  private final ForwardingConfig forwarding;
  private final BindingConfig binding;
  private final List<String> plainHeaders;
  private final StringInterner interner = new StringInterner();

  @Inject
  HandshakeFactory(ForwardingConfig forwarding, BindingConfig binding) {
    this.forwarding = forwarding;
    this.binding = binding;
    List<String> headers = new ArrayList<>(BROWSER_HEADERS);
    forwarding.forwardHeaders().stream()
        .filter(name -> !NOT_FORWARDED.contains(name.toLowerCase(Locale.ROOT)))
        .filter(name -> !name.toLowerCase(Locale.ROOT).startsWith("x-forwarded-"))
        .filter(name -> !name.toLowerCase(Locale.ROOT).startsWith("sec-websocket-"))
        .forEach(headers::add);
    this.plainHeaders = List.copyOf(headers);
  }

  public Handshake handshake(
      Request request, Fields query, ForwardedClient client, @Nullable String origin) {
    List<String> headers = new ArrayList<>(20);
    Set<String> hopByHop = hopByHop(request.getHeaders());
    String host = forwarding.host().isEmpty() ? client.host() : forwarding.host();
    addInterned(headers, "Host", host);
    addInterned(headers, "Origin", origin);
    if (!hopByHop.contains("cookie")) {
      add(headers, "Cookie", cookies(request.getHeaders()));
    }
    for (String name : plainHeaders) {
      if (!hopByHop.contains(name.toLowerCase(Locale.ROOT))) {
        String value = value(request, name);
        // A header that the operator added may be a secret: it is not kept longer than its session.
        if (BROWSER_HEADERS.contains(name)) {
          addInterned(headers, name, value);
        } else {
          add(headers, name, value);
        }
      }
    }
    add(headers, "X-Forwarded-For", client.address());
    add(headers, "X-Real-IP", client.address());
    add(headers, "X-Forwarded-Proto", client.scheme());
    addInterned(headers, "X-Forwarded-Host", client.host());
    addInterned(headers, "X-Forwarded-Port", client.port());
    return new Handshake(query(query), headers);
  }

  /** A request without an id gets one. */
  private static @Nullable String value(Request request, String name) {
    return name.equalsIgnoreCase(RequestId.HEADER)
        ? RequestId.of(request)
        : request.getHeaders().get(name);
  }

  /** The handshake of a client that reads streams only: it reaches the console, and not Rails. */
  public Handshake forStreamReader(Request request, ForwardedClient client) {
    List<String> headers = new ArrayList<>(4);
    add(headers, "X-Real-IP", client.address());
    addInterned(headers, "User-Agent", request.getHeaders().get("User-Agent"));
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

  private void addInterned(List<String> headers, String name, @Nullable String value) {
    add(headers, name, value == null ? null : interner.intern(value));
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
    List<String> names = forwarding.forwardCookies();
    if (names.isEmpty()) {
      return joinedCookies(headers);
    }
    return pairs(headers).stream()
        .filter(pair -> names.contains(name(pair)))
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
