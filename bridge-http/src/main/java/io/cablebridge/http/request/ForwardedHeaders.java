package io.cablebridge.http.request;

import io.cablebridge.http.exchange.ForwardedClient;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * Reads the {@code X-Forwarded-*} headers in which proxies name the client and the public URL. They
 * count only if the peer is a trusted proxy. Immutable.
 */
public final class ForwardedHeaders {
  private static final String FORWARDED_PORT = "X-Forwarded-Port";
  private static final String REAL_IP = "X-Real-IP";

  private final TrustedProxies proxies;

  @Inject
  ForwardedHeaders(HttpConfig config) {
    this.proxies = new TrustedProxies(config.trustedProxies());
  }

  /** The client that sent a request. */
  public ForwardedClient clientOf(Request request) {
    String peer = Request.getRemoteAddr(request);
    HttpFields headers = request.getHeaders();
    String address = peer;
    String scheme = request.isSecure() ? "https" : "http";
    // HTTP/2 has a pseudo header in place of Host.
    String hostHeader = headers.get(HttpHeader.HOST);
    String host = hostHeader == null ? request.getHttpURI().getAuthority() : hostHeader;
    String port = null;
    if (proxies.contains(peer)) {
      address = address(headers, peer);
      String proto = last(headers, HttpHeader.X_FORWARDED_PROTO.asString());
      if ("https".equalsIgnoreCase(proto)) {
        scheme = "https";
      } else if ("http".equalsIgnoreCase(proto)) {
        scheme = "http";
      }
      String forwardedHost = last(headers, HttpHeader.X_FORWARDED_HOST.asString());
      if (forwardedHost != null && isHost(forwardedHost)) {
        host = forwardedHost;
      }
      port = last(headers, FORWARDED_PORT);
    }
    String publicHost = withoutDefaultPort(scheme, host == null ? "" : host);
    return new ForwardedClient(address, scheme, publicHost, port(publicHost, port, scheme));
  }

  /**
   * The right-most address that is not a trusted proxy: a client can write whatever is left of it.
   * A proxy that keeps no chain may name the client alone, in {@code X-Real-IP}.
   */
  private String address(HttpFields headers, String peer) {
    List<String> hops = headers.getValuesList(HttpHeader.X_FORWARDED_FOR);
    if (hops.isEmpty()) {
      String real = headers.get(REAL_IP);
      return real != null && TrustedProxies.looksLikeAddress(real) ? real : peer;
    }
    String address = peer;
    String[] chain = String.join(",", hops).split(",", -1);
    for (int i = chain.length - 1; i >= 0; i--) {
      String hop = chain[i].trim();
      if (!TrustedProxies.looksLikeAddress(hop)) {
        break;
      }
      address = hop;
      if (!proxies.contains(hop)) {
        break;
      }
    }
    return address;
  }

  /** The value that the nearest proxy added, if there are several. */
  private static @Nullable String last(HttpFields headers, String name) {
    String values = String.join(",", headers.getValuesList(name));
    String last = values.substring(values.lastIndexOf(',') + 1).trim();
    return last.isEmpty() ? null : last;
  }

  private static boolean isHost(String text) {
    return text.chars()
        .allMatch(
            c ->
                (c >= 'A' && c <= 'Z')
                    || (c >= 'a' && c <= 'z')
                    || (c >= '0' && c <= '9')
                    || ".:[]-".indexOf(c) >= 0);
  }

  private static String port(String host, @Nullable String forwarded, String scheme) {
    if (ForwardedClient.hasPort(host)) {
      return host.substring(host.lastIndexOf(':') + 1);
    }
    if (forwarded != null && isPort(forwarded)) {
      return forwarded;
    }
    return scheme.equals("https") ? "443" : "80";
  }

  private static boolean isPort(String text) {
    return text.length() <= 5
        && !text.startsWith("0")
        && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static String withoutDefaultPort(String scheme, String host) {
    String suffix = scheme.equals("https") ? ":443" : ":80";
    String lower = host.toLowerCase(Locale.ROOT);
    return lower.endsWith(suffix) ? lower.substring(0, lower.length() - suffix.length()) : lower;
  }
}
