package io.cablebridge.address;

import java.math.BigInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A single address or a CIDR range, such as {@code 10.0.0.0/8}: the leading bits that all of its
 * addresses share. Bits behind them may be set, as in {@code 10.1.2.3/8}. Immutable.
 *
 * @param width the bits of an address, 32 or 128
 */
public record Network(BigInteger prefix, int bits, int width) {
  private static final Pattern BITS = Pattern.compile("[0-9]{1,3}");
  private static final int V4_IN_V6_BITS = 96;

  /** Null for a text that is neither an address nor a range. */
  public static @Nullable Network parse(String text) {
    int slash = text.indexOf('/');
    String written = slash < 0 ? text : text.substring(0, slash);
    IpAddress address = IpAddress.parse(written);
    if (address == null) {
      return null;
    }
    int width = address.address().getAddress().length * Byte.SIZE;
    if (slash < 0) {
      return of(address, width, width);
    }
    String digits = text.substring(slash + 1);
    if (!BITS.matcher(digits).matches()) {
      return null;
    }
    // A range of IPv4 addresses may be written as one of IPv6.
    int skipped = width == 32 && written.contains(":") ? V4_IN_V6_BITS : 0;
    int bits = Integer.parseInt(digits) - skipped;
    return bits < 0 || bits > width ? null : of(address, bits, width);
  }

  private static Network of(IpAddress address, int bits, int width) {
    return new Network(prefixOf(address, bits, width), bits, width);
  }

  public boolean contains(IpAddress address) {
    int addressWidth = address.address().getAddress().length * Byte.SIZE;
    return addressWidth == width && prefixOf(address, bits, width).equals(prefix);
  }

  private static BigInteger prefixOf(IpAddress address, int bits, int width) {
    return new BigInteger(1, address.address().getAddress()).shiftRight(width - bits);
  }
}
