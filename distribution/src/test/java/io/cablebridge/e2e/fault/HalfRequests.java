package io.cablebridge.e2e.fault;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Connections with a request whose end never comes. One thread uses it. */
final class HalfRequests implements AutoCloseable {
  private final InetSocketAddress bridge;
  private final List<SocketChannel> open = new ArrayList<>();
  private int refused;

  HalfRequests(int port) {
    bridge = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  /** POSTs that lack the last bytes of 64 KiB. */
  void bodies(int count) {
    String head =
        "POST /AAAAAAAAAAAAAAAAAAAAAA HTTP/1.1\r\nHost: h\r\nContent-Length: 65536\r\n\r\n";
    send(count, head + " ".repeat(65_000));
  }

  /** GETs whose head goes on after 15 KB. */
  void heads(int count) {
    send(count, "GET /BBBBBBBBBBBBBBBBBBBBBB HTTP/1.1\r\nHost: h\r\nX-A: " + "y".repeat(15_000));
  }

  private void send(int count, String request) {
    byte[] bytes = request.getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i < count; i++) {
      try {
        SocketChannel channel = SocketChannel.open();
        open.add(channel);
        channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        channel.connect(bridge);
        channel.configureBlocking(false); // what the bridge does not read is not waited for
        channel.write(ByteBuffer.wrap(bytes));
      } catch (IOException e) {
        refused++;
      }
    }
  }

  int refused() {
    return refused;
  }

  @Override
  public void close() {
    for (SocketChannel channel : open) {
      try {
        channel.close();
      } catch (IOException e) {
        refused++;
      }
    }
    open.clear();
  }
}
