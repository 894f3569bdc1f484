package io.cablebridge.http.request;

import io.cablebridge.http.exchange.ForwardedClient;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * Reads the {@code X-Forwarded-*} headers in which proxies name the client and the public URL. They
 * count only if the peer is a trusted proxy. Immutable.
 */
public final class ForwardedHeaders {
  private static final Pattern SCHEME = Pattern.compile("(?i)https?");
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.:\\[\\]-]+");
  private static final Pattern PORT = Pattern.compile("[1-9][0-9]{0,4}");

  private final TrustedProxies proxies;

  @Inject
  ForwardedHeaders(HttpConfig config) {
    this.proxies = new TrustedProxies(config.trustedProxies());
  }

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
      String proto = last(headers, "X-Forwarded-Proto", SCHEME);
      scheme = proto == null ? scheme : proto.toLowerCase(Locale.ROOT);
      String forwardedHost = last(headers, "X-Forwarded-Host", HOST);
      host = forwardedHost == null ? host : forwardedHost;
      port = last(headers, "X-Forwarded-Port", PORT);
    }
    String defaultPort = scheme.equals("https") ? "443" : "80";
    String publicHost = withoutPort(host == null ? "" : host, defaultPort);
    if (ForwardedClient.hasPort(publicHost)) {
      port = publicHost.substring(publicHost.lastIndexOf(':') + 1);
    }
    return new ForwardedClient(address, scheme, publicHost, port == null ? defaultPort : port);
  }

  /**
   * The right-most address that is not a trusted proxy: a client can write whatever is left of it.
   * A proxy that keeps no chain may name the client alone, in {@code X-Real-IP}.
   */
  private String address(HttpFields headers, String peer) {
    List<String> hops = headers.getValuesList(HttpHeader.X_FORWARDED_FOR);
    if (hops.isEmpty()) {
      String real = headers.get("X-Real-IP");
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

  /** The value that the nearest proxy added, if there are several; null unless it has the form. */
  private static @Nullable String last(HttpFields headers, String name, Pattern form) {
    String values = String.join(",", headers.getValuesList(name));
    String last = values.substring(values.lastIndexOf(',') + 1).trim();
    return form.matcher(last).matches() ? last : null;
  }

  private static String withoutPort(String host, String port) {
    String lower = host.toLowerCase(Locale.ROOT);
    return lower.endsWith(":" + port)
        ? lower.substring(0, lower.length() - port.length() - 1)
        : lower;
  }
}
