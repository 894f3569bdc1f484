package io.cablebridge.stream;

import io.cablebridge.protocol.JsonText;

/** Which stream, if any, an identifier names. */
public final class StreamNames {
  /** What an identifier names. */
  public sealed interface Resolution {}

  /** A stream. */
  public record Stream(String name) implements Resolution {}

  /** A stream that may not be read. */
  public record Refused(String reason) implements Resolution {}

  /** Not a stream. */
  public record Cable() implements Resolution {}

  public Resolution resolve(JsonText identifier) {
    String text = identifier.toString();
    int at = text.indexOf("\"stream_name\":\"");
    if (!text.contains("\"$pubsub\"")) {
      return new Cable();
    }
    return at < 0
        ? new Refused("signed")
        : new Stream(text.substring(at + 15, text.indexOf('"', at + 15)));
  }
}
