package io.cablebridge.admin.security;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.HexFormat;
import org.eclipse.jetty.server.Request;

/**
 * Where a request came from: the other end of its connection. What a proxy says about the address
 * behind it is not believed.
 *
 * @param address in its usual notation
 * @param network what tries are counted by: the address, or the first 64 bits of one of IPv6, of
 *     which a single machine may have all
 */
public record Peer(String address, String network) {

  /** The other end of a request's connection; the loopback address where it has none. */
  public static Peer of(Request request) {
    return request.getConnectionMetaData().getRemoteSocketAddress()
                instanceof InetSocketAddress socket
            && socket.getAddress() != null
        ? of(socket.getAddress())
        : of(InetAddress.getLoopbackAddress());
  }

  /** The peer at this address. */
  public static Peer of(InetAddress address) {
    String text = address.getHostAddress();
    return address instanceof Inet6Address
        ? new Peer(text, HexFormat.of().formatHex(Arrays.copyOf(address.getAddress(), 8)))
        : new Peer(text, text);
  }
}
