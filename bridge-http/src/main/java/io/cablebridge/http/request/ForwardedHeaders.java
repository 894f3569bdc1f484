package io.cablebridge.http.request;

import io.cablebridge.http.exchange.ForwardedClient;
import java.util.List;
import java.util.Locale;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * Reads the headers in which proxies name the client and the public URL. The peer's own headers
 * count only when the peer is a trusted proxy. Immutable.
 */
public final class ForwardedHeaders {
  private static final String FORWARDED_PORT = "X-Forwarded-Port";
  private static final String REAL_IP = "X-Real-IP";
  private static final String ADDRESS = "[0-9a-fA-F:.]+";

  private final TrustedProxies proxies;

  public ForwardedHeaders(TrustedProxies proxies) {
    this.proxies = proxies;
  }

  /** The client that sent a request, as far as the bridge can know. */
  public ForwardedClient clientOf(Request request) {
    String peer = Request.getRemoteAddr(request);
    HttpFields headers = request.getHeaders();
    String address = peer;
    String scheme = request.isSecure() ? "https" : "http";
    // HTTP/2 has a pseudo header in its place.
    String named = headers.get(HttpHeader.HOST);
    String host = named == null ? request.getHttpURI().getAuthority() : named;
    String port = null;
    if (proxies.contains(peer)) {
      address = client(headers, peer, proxies);
      String proto = last(headers, HttpHeader.X_FORWARDED_PROTO);
      if ("https".equalsIgnoreCase(proto)) {
        scheme = "https";
      } else if ("http".equalsIgnoreCase(proto)) {
        scheme = "http";
      }
      String forwardedHost = last(headers, HttpHeader.X_FORWARDED_HOST);
      if (forwardedHost != null && forwardedHost.matches("[A-Za-z0-9.:\\[\\]-]+")) {
        host = forwardedHost;
      }
      port = last(headers, FORWARDED_PORT);
    }
    String known = withoutDefaultPort(scheme, host == null ? "" : host);
    return new ForwardedClient(address, scheme, known, port(known, port, scheme));
  }

  private static boolean hasPort(String host) {
    return host.lastIndexOf(':') > host.lastIndexOf(']');
  }

  private static String port(String host, @Nullable String forwarded, String scheme) {
    if (hasPort(host)) {
      return host.substring(host.lastIndexOf(':') + 1);
    }
    if (forwarded != null && forwarded.matches("[1-9][0-9]{0,4}")) {
      return forwarded;
    }
    return scheme.equals("https") ? "443" : "80";
  }

  /**
   * The right-most address that is not one of ours: what stands left of it anybody may have
   * written. A proxy that keeps no chain may name the client alone.
   */
  private static String client(HttpFields headers, String peer, TrustedProxies proxies) {
    List<String> hops = headers.getValuesList(HttpHeader.X_FORWARDED_FOR);
    if (hops.isEmpty()) {
      String real = headers.get(REAL_IP);
      return real != null && real.matches(ADDRESS) ? real : peer;
    }
    String address = peer;
    String[] chain = String.join(",", hops).split(",", -1);
    for (int i = chain.length - 1; i >= 0; i--) {
      String hop = chain[i].trim();
      if (!hop.matches(ADDRESS)) {
        break;
      }
      address = hop;
      if (!proxies.contains(hop)) {
        break;
      }
    }
    return address;
  }

  private static @Nullable String last(HttpFields headers, HttpHeader name) {
    return last(headers, name.asString());
  }

  private static @Nullable String last(HttpFields headers, String name) {
    String values = String.join(",", headers.getValuesList(name));
    String last = values.substring(values.lastIndexOf(',') + 1).trim();
    return last.isEmpty() ? null : last;
  }

  private static String withoutDefaultPort(String scheme, String host) {
    String suffix = scheme.equals("https") ? ":443" : ":80";
    String lower = host.toLowerCase(Locale.ROOT);
    return lower.endsWith(suffix) ? lower.substring(0, lower.length() - suffix.length()) : lower;
  }
}
