package io.cablebridge.admin;

import io.cablebridge.admin.access.Peer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.eclipse.jetty.server.Request;

/** Reads the other end of a request's connection. */
final class Peers {
  private Peers() {}

  static Peer of(Request request) {
    return request.getConnectionMetaData().getRemoteSocketAddress()
                instanceof InetSocketAddress socket
            && socket.getAddress() != null
        ? Peer.of(socket.getAddress())
        : Peer.of(InetAddress.getLoopbackAddress());
  }
}
