package io.cablebridge.http.exchange;

import org.jspecify.annotations.Nullable;

/**
 * The client of a request and the public URL that it requested, as far as the bridge can know them:
 * what the peer claims about them counts only if the peer is a trusted proxy. The host has no port
 * if it is the default port of the scheme; the port is that of the host, else from a trusted proxy,
 * else the default port.
 */
public record ForwardedClient(String address, String scheme, String host, String port) {

  /** The public origin of the bridge, as this client sees it. */
  public String origin() {
    return scheme + "://" + host;
  }

  /**
   * Whether an origin, in lower case, is that of the public URL. Many proxies pass on the host
   * without its port: then a page at the forwarded port has the same origin, too.
   */
  public boolean isOwn(@Nullable String origin) {
    return origin != null
        && (origin.equals(origin()) || (!hasPort(host) && origin.equals(origin() + ":" + port)));
  }

  /** Whether a host names a port; the colons of an IPv6 address are none. */
  public static boolean hasPort(String host) {
    return host.lastIndexOf(':') > host.lastIndexOf(']');
  }
}
