package io.cablebridge.protocol;

import io.cablebridge.protocol.JsonScanner.MalformedJson;
import java.nio.charset.StandardCharsets;

/**
 * The channel that an identifier names, such as {@code ChatChannel} in {@code
 * {"channel":"ChatChannel","id":1}}.
 */
public final class ChannelName {
  private ChannelName() {}

  /** The name, which is hostile text; a question mark for text that names no channel. */
  public static String of(String identifier) {
    JsonScanner scan = new JsonScanner(identifier.getBytes(StandardCharsets.UTF_8));
    try {
      scan.expect('{');
      do {
        scan.skipKey();
        scan.space();
        if (scan.lastKeyIs("channel") && scan.atString()) {
          return scan.text(null).toString();
        }
        scan.skipValue();
      } while (scan.next(','));
    } catch (MalformedJson e) {
      // Text that is not JSON names no channel.
    }
    return "?";
  }
}
