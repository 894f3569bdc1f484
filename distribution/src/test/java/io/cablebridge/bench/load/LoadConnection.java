package io.cablebridge.bench.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.cablebridge.bench.stub.MessageFrame;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/**
 * One event stream of the load client, parsed only as far as needed: the status, the text of the
 * event that confirms it, then the mark and digits of {@link MessageFrame}. Owned by the load
 * client's thread.
 */
final class LoadConnection {
  private static final byte[] STATUS = "HTTP/1.1 200".getBytes(US_ASCII);

  private final SocketChannel channel;
  private final SelectionKey key;
  private final LoadProfile profile;
  private ByteBuffer request;
  private boolean accepted;
  private boolean connected;
  private int matched;
  private int digits = -1;
  private long sentAt;

  /** Bytes to skip. */
  private int passed;

  LoadConnection(SocketChannel channel, SelectionKey key, ByteBuffer request, LoadProfile profile) {
    this.profile = profile;
    this.channel = channel;
    this.key = key;
    this.request = request;
  }

  /** True after the confirming event. */
  boolean connected() {
    return connected;
  }

  /** Finishes the connect and sends the request. */
  void write() throws IOException {
    if (channel.isConnectionPending()) {
      channel.finishConnect();
    }
    channel.write(request);
    if (!request.hasRemaining()) {
      request = null;
      key.interestOps(SelectionKey.OP_READ);
    }
  }

  /**
   * Reads and counts what is available; returns the number of bytes, negative at the end of the
   * stream.
   */
  int read(ByteBuffer scratch, DeliveryRecorder deliveries) throws IOException {
    scratch.clear();
    int length = channel.read(scratch);
    scratch.flip();
    while (scratch.hasRemaining()) {
      int passing = Math.min(passed, scratch.remaining());
      if (passing > 0) {
        scratch.position(scratch.position() + passing);
        passed -= passing;
        continue;
      }
      byte next = scratch.get();
      if (digits >= 0) {
        digit(next, deliveries);
      } else if (connected) {
        if (next == MessageFrame.MARK) {
          digits = 0;
          sentAt = 0;
        }
      } else {
        openWith(next, scratch);
      }
    }
    return length;
  }

  void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new IllegalStateException("A socket of the load client would not close", e);
    }
  }

  private void openWith(byte next, ByteBuffer scratch) throws IOException {
    byte[] wanted = accepted ? profile.opened() : STATUS;
    if (next == wanted[matched]) {
      matched++;
    } else if (accepted) {
      matched = next == wanted[0] ? 1 : 0;
    } else {
      throw new IOException("A session was refused: " + ISO_8859_1.decode(scratch.rewind()));
    }
    if (matched == wanted.length) {
      matched = 0;
      connected = accepted;
      accepted = true;
    }
  }

  private void digit(byte next, DeliveryRecorder deliveries) throws IOException {
    if (next < '0' || next > '9') {
      throw new IOException("A message arrived garbled");
    }
    sentAt = sentAt * 10 + (next - '0');
    digits++;
    if (digits == MessageFrame.DIGITS) {
      digits = -1;
      passed = profile.body();
      deliveries.delivered(System.nanoTime() - sentAt);
    }
  }
}
