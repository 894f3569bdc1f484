package io.cablebridge.http.exchange;

import org.jspecify.annotations.Nullable;

/**
 * Who asks and what they typed, as far as we can know: the peer's own word about address, scheme
 * and host counts only when the peer is a trusted proxy.
 *
 * @param address the client's address
 * @param scheme of the public URL, http or https
 * @param host of the public URL, with its port unless it is the scheme's own
 * @param port of the public URL: of its host, else what a trusted proxy says, else the scheme's own
 */
public record ForwardedClient(String address, String scheme, String host, String port) {

  public String origin() {
    return scheme + "://" + host;
  }

  /**
   * Whether an origin, in lower case, is that of the public URL. Many a proxy passes the host on
   * without its port: then a page at the port that it names is ours as well.
   */
  public boolean isOwn(@Nullable String origin) {
    return origin != null
        && (origin.equals(origin()) || (!hasPort(host) && origin.equals(origin() + ":" + port)));
  }

  private static boolean hasPort(String host) {
    return host.lastIndexOf(':') > host.lastIndexOf(']');
  }
}
