package io.cablebridge.stream.redis;

import io.cablebridge.protocol.JsonText;
import io.cablebridge.protocol.JsonValue;
import io.cablebridge.protocol.Utf8;
import io.cablebridge.stream.Publication;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Turns the payload of a broadcast, as Rails publishes it in Redis, into a publication. */
final class RailsBroadcast {
  /** The longest payload in bytes; the same as over a cable by default. */
  private static final int MAX_BYTES = 1 << 20;

  private RailsBroadcast() {}

  /**
   * The publication of a broadcast. A payload that is JSON is kept as it is, to the byte; any other
   * text becomes a JSON string.
   *
   * @return null if the payload is too long or not UTF-8
   */
  static @Nullable Publication publication(String stream, byte[] payload) {
    JsonText json = payload.length > MAX_BYTES ? null : json(payload);
    return json == null ? null : new Publication(stream, json, null, null, false);
  }

  private static @Nullable JsonText json(byte[] payload) {
    if (JsonValue.isJson(payload)) {
      return new JsonText(payload);
    }
    return Utf8.isValid(payload)
        ? JsonText.of(JsonValue.quoted(new String(payload, StandardCharsets.UTF_8)))
        : null;
  }
}
