package io.cablebridge.bench.stub;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/**
 * One WebSocket connection of the stub cable server: handshake, welcome, confirmations, and the
 * frames that the stub sends. Owned by the stub's loop thread.
 */
final class StubConnection {
  private static final int MAX_PENDING = 1 << 20;
  private static final ByteBuffer WELCOME = CableFrames.text("{\"type\":\"welcome\"}");

  /** Position in the stub's list of open connections; the stub maintains it. */
  int index = -1;

  private final SocketChannel channel;
  private final SelectionKey key;
  private boolean open;
  private byte[] unread = {};
  private ByteBuffer pending;
  private byte[] identifier;

  StubConnection(SocketChannel channel, SelectionKey key) {
    this.channel = channel;
    this.key = key;
  }

  /** True after the welcome. */
  boolean open() {
    return open;
  }

  /** The identifier of the last subscription as sent, escaped; null before the first. */
  byte[] identifier() {
    return identifier;
  }

  /** Reads and handles what has arrived; false at the end of the connection. */
  boolean read(ByteBuffer scratch) throws IOException {
    scratch.clear();
    if (channel.read(scratch) < 0) {
      return false;
    }
    scratch.flip();
    ByteBuffer arrived = ByteBuffer.allocate(unread.length + scratch.remaining());
    arrived.put(unread).put(scratch).flip();
    boolean going = true;
    while (going && (open ? hasFrame(arrived) : hasHead(arrived))) {
      going = open ? frame(arrived) : handshake(arrived);
    }
    unread = new byte[arrived.remaining()];
    arrived.get(unread);
    return going;
  }

  /** Writes what the socket accepts and queues the rest; false if the bytes are not sent. */
  boolean send(ByteBuffer bytes) {
    try {
      if (pending == null) {
        channel.write(bytes);
      } else if (pending.remaining() > MAX_PENDING) {
        return false;
      }
    } catch (IOException e) {
      return false; // the next read sees the end too, and drops the connection
    }
    if (bytes.hasRemaining()) {
      int waiting = pending == null ? 0 : pending.remaining();
      ByteBuffer joined = ByteBuffer.allocate(waiting + bytes.remaining());
      if (pending != null) {
        joined.put(pending);
      }
      pending = joined.put(bytes).flip();
      key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
    }
    return true;
  }

  void flush() throws IOException {
    channel.write(pending);
    if (!pending.hasRemaining()) {
      pending = null;
      key.interestOps(SelectionKey.OP_READ);
    }
  }

  void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new IllegalStateException("A socket of the stub would not close", e);
    }
  }

  private static boolean hasHead(ByteBuffer arrived) {
    return ISO_8859_1.decode(arrived.duplicate()).toString().contains("\r\n\r\n");
  }

  private boolean handshake(ByteBuffer arrived) {
    String text = ISO_8859_1.decode(arrived.duplicate()).toString();
    String head = text.substring(0, text.indexOf("\r\n\r\n") + 4);
    arrived.position(arrived.position() + head.length());
    ByteBuffer answer = CableFrames.switchingProtocols(head);
    if (answer == null) {
      send(CableFrames.ascii("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"));
      return false;
    }
    send(answer);
    open = true;
    send(WELCOME.duplicate());
    return true;
  }

  private static boolean hasFrame(ByteBuffer arrived) {
    int at = arrived.position();
    if (arrived.remaining() < 6) {
      return false;
    }
    int length = arrived.get(at + 1) & 0x7F;
    if (length == 127) {
      throw new IllegalStateException("A command over 65,535 bytes has no place in a benchmark");
    }
    if (length < 126) {
      return arrived.remaining() >= 6 + length;
    }
    return arrived.remaining() >= 8 + (arrived.getShort(at + 2) & 0xFFFF);
  }

  private boolean frame(ByteBuffer arrived) {
    int opcode = arrived.get() & 0xF;
    int length = arrived.get() & 0x7F;
    if (length == 126) {
      length = arrived.getShort() & 0xFFFF;
    }
    byte[] mask = new byte[4];
    arrived.get(mask);
    byte[] payload = new byte[length];
    arrived.get(payload);
    for (int i = 0; i < length; i++) {
      payload[i] ^= mask[i & 3];
    }
    switch (opcode) {
      case CableFrames.TEXT -> command(new String(payload, ISO_8859_1));
      case CableFrames.PING -> send(CableFrames.frame(CableFrames.PONG, ByteBuffer.wrap(payload)));
      case CableFrames.CLOSE -> {
        send(CableFrames.frame(CableFrames.CLOSE, ByteBuffer.wrap(payload)));
        return false;
      }
      default -> {}
    }
    return true;
  }

  private void command(String json) {
    if (json.contains("\"subscribe\"")) {
      String name = identifierOf(json);
      identifier = name.getBytes(US_ASCII);
      send(CableFrames.text("{\"identifier\":\"" + name + "\",\"type\":\"confirm_subscription\"}"));
    }
  }

  /** The identifier's text with its escapes, as Rails would repeat it for these names. */
  private static String identifierOf(String json) {
    int colon = json.indexOf(':', json.indexOf("\"identifier\""));
    int start = json.indexOf('"', colon) + 1;
    int end = start;
    while (json.charAt(end) != '"') {
      end += json.charAt(end) == '\\' ? 2 : 1;
    }
    return json.substring(start, end);
  }
}
