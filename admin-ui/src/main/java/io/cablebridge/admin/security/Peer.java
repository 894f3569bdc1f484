package io.cablebridge.admin.security;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.HexFormat;
import org.eclipse.jetty.server.Request;

/**
 * The other end of a request's connection. Addresses in headers of a proxy are not trusted.
 *
 * @param address in its usual notation
 * @param network the unit by which attempts are counted: the address, or the first 64 bits of an
 *     IPv6 address, because one machine may own all addresses behind them
 */
public record Peer(String address, String network) {

  public static Peer of(Request request) {
    return request.getConnectionMetaData().getRemoteSocketAddress()
                instanceof InetSocketAddress socket
            && socket.getAddress() != null
        ? of(socket.getAddress())
        : of(InetAddress.getLoopbackAddress());
  }

  public static Peer of(InetAddress address) {
    String text = address.getHostAddress();
    return address instanceof Inet6Address
        ? new Peer(text, HexFormat.of().formatHex(Arrays.copyOf(address.getAddress(), 8)))
        : new Peer(text, text);
  }
}
