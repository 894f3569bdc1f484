package io.cablebridge.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The addresses whose {@code X-Forwarded-*} headers we believe: single ones and CIDR ranges.
 * Immutable.
 */
final class TrustedProxies {
  /** A network and how many of its bits count. */
  private static final class Range {
    private final byte[] network;
    private final int bits;

    Range(byte[] network, int bits) {
      this.network = network;
      this.bits = bits;
    }

    boolean contains(byte[] address) {
      if (address.length != network.length) {
        return false;
      }
      for (int i = 0; i < bits; i++) {
        int mask = 1 << (7 - i % 8);
        if ((address[i / 8] & mask) != (network[i / 8] & mask)) {
          return false;
        }
      }
      return true;
    }
  }

  private final List<Range> ranges;

  /**
   * @param proxies such as {@code 127.0.0.1}, {@code 10.0.0.0/8}, {@code ::1}
   * @throws IllegalArgumentException for a text that is no address
   */
  TrustedProxies(List<String> proxies) {
    this.ranges = proxies.stream().map(TrustedProxies::range).toList();
  }

  boolean contains(String address) {
    byte[] bytes = ranges.isEmpty() ? null : literal(address);
    return bytes != null && ranges.stream().anyMatch(range -> range.contains(bytes));
  }

  private static Range range(String text) {
    int slash = text.indexOf('/');
    byte[] network = literal(slash < 0 ? text : text.substring(0, slash));
    if (network == null) {
      throw new IllegalArgumentException("not an address or a range: " + text);
    }
    int bits = slash < 0 ? network.length * 8 : Integer.parseInt(text.substring(slash + 1));
    return new Range(network, bits);
  }

  /** The bytes of a literal address; a name is never looked up. */
  private static byte @Nullable [] literal(String text) {
    if (text.isEmpty() || !text.matches("[0-9a-fA-F:.]+") || !text.matches(".*[.:].*")) {
      return null;
    }
    try {
      return InetAddress.getByName(text).getAddress();
    } catch (UnknownHostException e) {
      return null;
    }
  }
}
