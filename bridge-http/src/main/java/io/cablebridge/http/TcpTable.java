package io.cablebridge.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The table of TCP connections that Linux shows in {@code /proc/net/tcp} and {@code tcp6}; empty on
 * other systems. It is the only place in which a Java program finds whether the peer acknowledges
 * what was sent. Rows without a retransmission, which are nearly all, cost no allocation.
 */
record TcpTable(List<Path> files) {
  private static final int MAX_ROW = 512;
  private static final int CHUNK = 8 * 1024;
  private static final int ESTABLISHED = 1;

  /** The two ends of a connection. */
  record Ends(InetSocketAddress local, InetSocketAddress remote) {}

  /** Those of this process's network. */
  static TcpTable ofThisSystem() {
    return new TcpTable(List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6")));
  }

  /**
   * The established connections of a local port whose oldest unacknowledged bytes were sent again:
   * an acknowledgement ends this state.
   */
  Set<Ends> retransmitting(int port) {
    Set<Ends> found = new HashSet<>();
    for (Path file : files) {
      if (Files.isReadable(file)) {
        try (InputStream in = Files.newInputStream(file)) {
          read(in, port, found);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
    return found;
  }

  private static void read(InputStream in, int port, Set<Ends> found) throws IOException {
    byte[] chunk = new byte[CHUNK];
    Row row = new Row(new byte[MAX_ROW]);
    int length = 0;
    for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
      for (int i = 0; i < n; i++) {
        if (chunk[i] != '\n') {
          row.bytes[length % MAX_ROW] = chunk[i];
          length++;
        } else {
          if (row.retransmits(length, port)) {
            found.add(row.ends());
          }
          length = 0;
        }
      }
    }
  }

  /**
   * One row: {@code sl: local:port remote:port state tx:rx timer:when retransmits …}, all but the
   * first in hexadecimal digits.
   */
  private static final class Row {
    private final byte[] bytes;

    /** Where the local address begins, and how many digits an address has. */
    private int local;

    private int width;

    Row(byte[] bytes) {
      this.bytes = bytes;
    }

    boolean retransmits(int length, int port) {
      local = indexOf(':', 0, length) + 2;
      width = indexOf(':', local, length) - local;
      int state = local + 2 * width + 12;
      if (length > MAX_ROW || (width != 8 && width != 32) || length < state + 40) {
        return false; // the heading, or a row of another form
      }
      return hex(local + width + 1, 4) == port
          && hex(state, 2) == ESTABLISHED
          && hex(state + 3, 8) != 0
          && hex(indexOf(' ', state + 21, length) + 1, 8) != 0;
    }

    Ends ends() {
      return new Ends(address(local), address(local + width + 6));
    }

    /** The words of an address have the byte order of the processor. */
    private InetSocketAddress address(int from) {
      ByteBuffer address = ByteBuffer.allocate(width / 2).order(ByteOrder.nativeOrder());
      for (int word = 0; word < width; word += 8) {
        address.putInt((int) hex(from + word, 8));
      }
      try {
        // An IPv4 address in a row of IPv6 becomes an IPv4 address.
        return new InetSocketAddress(
            InetAddress.getByAddress(address.array()), (int) hex(from + width + 1, 4));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private int indexOf(char wanted, int from, int length) {
      int at = Math.max(0, from);
      while (at < Math.min(length, MAX_ROW) && bytes[at] != wanted) {
        at++;
      }
      return at;
    }

    /** The value of some digits; -1 if there are others. */
    private long hex(int from, int digits) {
      long value = 0;
      for (int at = from; at < from + digits; at++) {
        int digit = at < MAX_ROW ? Character.digit(bytes[at], 16) : -1;
        if (digit < 0) {
          return -1;
        }
        value = value << 4 | digit;
      }
      return value;
    }
  }
}
