package io.cablebridge.http;

import java.util.Locale;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * Who asks and what they typed, as far as we can know: the peer's own word about address, scheme
 * and host counts only when the peer is a trusted proxy.
 *
 * @param address the client's address
 * @param scheme of the public URL, http or https
 * @param host of the public URL, with its port unless it is the scheme's own
 */
record Visitor(String address, String scheme, String host) {

  static Visitor of(Request request, TrustedProxies proxies) {
    String peer = Request.getRemoteAddr(request);
    HttpFields headers = request.getHeaders();
    String address = peer;
    String scheme = request.isSecure() ? "https" : "http";
    // HTTP/2 has a pseudo header in its place.
    String named = headers.get(HttpHeader.HOST);
    String host = named == null ? request.getHttpURI().getAuthority() : named;
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
    }
    return new Visitor(address, scheme, withoutDefaultPort(scheme, host == null ? "" : host));
  }

  String origin() {
    return scheme + "://" + host;
  }

  /** The port of the public URL. */
  String port() {
    int colon = host.lastIndexOf(':');
    boolean given = colon > host.lastIndexOf(']');
    return given ? host.substring(colon + 1) : scheme.equals("https") ? "443" : "80";
  }

  /**
   * The right-most address that is not one of ours: what stands left of it anybody may have
   * written.
   */
  private static String client(HttpFields headers, String peer, TrustedProxies proxies) {
    String address = peer;
    String[] chain =
        String.join(",", headers.getValuesList(HttpHeader.X_FORWARDED_FOR)).split(",", -1);
    for (int i = chain.length - 1; i >= 0; i--) {
      String hop = chain[i].trim();
      if (!hop.matches("[0-9a-fA-F:.]+")) {
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
