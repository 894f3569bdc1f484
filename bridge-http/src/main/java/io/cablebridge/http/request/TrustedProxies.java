package io.cablebridge.http.request;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The peers whose {@code X-Forwarded-*} headers count: single addresses and CIDR ranges. Jetty's
 * {@code InetAddressSet} is not used, because it refuses {@code 10.1.2.3/8}, which the
 * configuration has always accepted. Immutable.
 */
final class TrustedProxies {
  private static final Pattern ADDRESS_CHARACTERS = Pattern.compile("[0-9a-fA-F:.]+");

  /** The leading bits that all addresses of one network share; {@code width} is 32 or 128. */
  private record Network(BigInteger prefix, int bits, int width) {
    boolean contains(byte[] address) {
      return address.length * 8 == width && prefixOf(address, bits).equals(prefix);
    }
  }

  private final List<Network> networks;

  /** Takes texts such as {@code 127.0.0.1}, {@code 10.0.0.0/8}, {@code ::1}. */
  TrustedProxies(List<String> proxies) {
    this.networks = proxies.stream().map(TrustedProxies::network).toList();
  }

  boolean contains(String address) {
    byte[] bytes = networks.isEmpty() ? null : literal(address);
    return bytes != null && networks.stream().anyMatch(network -> network.contains(bytes));
  }

  static boolean looksLikeAddress(String text) {
    return ADDRESS_CHARACTERS.matcher(text).matches();
  }

  private static Network network(String text) {
    int slash = text.indexOf('/');
    byte[] address = literal(slash < 0 ? text : text.substring(0, slash));
    if (address == null) {
      throw new IllegalArgumentException("not an address or a range: " + text);
    }
    int width = address.length * 8;
    int bits = slash < 0 ? width : Integer.parseInt(text.substring(slash + 1));
    return new Network(prefixOf(address, bits), bits, width);
  }

  private static BigInteger prefixOf(byte[] address, int bits) {
    return new BigInteger(1, address).shiftRight(address.length * 8 - bits);
  }

  /** The bytes of a literal address; null for any other text, as no name is ever looked up. */
  private static byte @Nullable [] literal(String text) {
    if (!looksLikeAddress(text) || (text.indexOf('.') < 0 && text.indexOf(':') < 0)) {
      return null;
    }
    try {
      return InetAddress.getByName(text).getAddress();
    } catch (UnknownHostException e) {
      return null;
    }
  }
}
