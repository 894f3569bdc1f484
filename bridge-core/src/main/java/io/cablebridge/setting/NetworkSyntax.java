package io.cablebridge.setting;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** The syntax of {@code 10.0.0.0/8}, {@code 2001:db8::/32} and single addresses; never a name. */
final class NetworkSyntax {
  private static final Pattern V4 =
      Pattern.compile("(?:(?:25[0-5]|2[0-4][0-9]|1?[0-9]{1,2})(?:\\.(?!$)|$)){4}");
  private static final Pattern V6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
  private static final Pattern BITS = Pattern.compile("[0-9]{1,3}");

  private NetworkSyntax() {}

  static boolean valid(String text) {
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    int width = V4.matcher(address).matches() ? 32 : isV6(address) ? 128 : -1;
    if (width < 0 || slash < 0) {
      return width > 0;
    }
    String bits = text.substring(slash + 1);
    return BITS.matcher(bits).matches() && Integer.parseInt(bits) <= width;
  }

  private static boolean isV6(String address) {
    if (!V6.matcher(address).matches()) {
      return false;
    }
    try {
      // Java does not look up a text of these characters with a colon as a name.
      return InetAddress.getByName(address).getAddress().length > 0;
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
