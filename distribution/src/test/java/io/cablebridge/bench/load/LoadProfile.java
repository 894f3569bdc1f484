package io.cablebridge.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.HexFormat;
import java.util.Random;
import java.util.function.IntFunction;

/**
 * The requests of the load client.
 *
 * @param target path and query of the connection with this number
 * @param opened text of the event that confirms a connection
 * @param body bytes of a message after its time stamp, which the client skips
 */
public record LoadProfile(IntFunction<String> target, byte[] opened, int body) {
  private static final Random RANDOM = new Random();

  /** One session per connection, with its own id and one subscription. */
  public static LoadProfile sessions() {
    return new LoadProfile(LoadProfile::session, "\"type\":\"connected\"".getBytes(US_ASCII), 0);
  }

  /** The same stream for all connections, with long message bodies. */
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
