package io.cablebridge.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.HexFormat;
import java.util.Random;
import java.util.function.IntFunction;

/**
 * What the load client asks for.
 *
 * @param target path and query of the visitor of this number
 * @param opened the text of the event from which on he is a reader
 * @param body bytes of a message behind its stamp that need not be looked at
 */
public record LoadProfile(IntFunction<String> target, byte[] opened, int body) {
  private static final Random RANDOM = new Random();

  /** A session each, with an id and one subscription of its own, confirmed by Rails. */
  public static LoadProfile sessions() {
    return new LoadProfile(LoadProfile::session, "\"type\":\"connected\"".getBytes(US_ASCII), 0);
  }

  /** All of them the same stream, whose messages have long bodies. */
  public static LoadProfile readers(String stream, int body) {
    return new LoadProfile(
        number -> "/events?stream=" + stream,
        "event: confirm_subscription".getBytes(US_ASCII),
        body);
  }

  static String hex(int length) {
    byte[] bytes = new byte[length];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private static String session(int number) {
    String identifier = String.format("{\"channel\":\"RoomChannel\",\"room\":\"%05d\"}", number);
    return "/" + hex(16) + "?subscribe=" + URLEncoder.encode(identifier, UTF_8);
  }
}
