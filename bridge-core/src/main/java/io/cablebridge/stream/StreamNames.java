package io.cablebridge.stream;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cablebridge.protocol.JsonText;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Which stream an identifier names, if any: those of channel {@code $pubsub}, with {@code
 * signed_stream_name} or {@code stream_name}, and if it is wanted those of {@code
 * Turbo::StreamsChannel}. Everything else is a channel of Rails. Thread-safe.
 */
public final class StreamNames {
  /** Longer names are refused. */
  public static final int MAX_LENGTH = 1024;

  private static final String TURBO = "Turbo::StreamsChannel";
  private static final String PUBSUB = "$pubsub";
  private static final Cable CABLE = new Cable();
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final StreamNamesConfig config;
  private final SignedNames signed;
  private final SignedNames turbo;

  /** What an identifier names. */
  public sealed interface Resolution {}

  /** A stream that its client may read. */
  public record Stream(String name) implements Resolution {}

  /** A stream that its client may not read; the reason is for him. */
  public record Refused(String reason) implements Resolution {}

  /** A channel of Rails. */
  public record Cable() implements Resolution {}

  public StreamNames(StreamNamesConfig config) {
    this.config = config;
    this.signed = new SignedNames(config.secret());
    this.turbo = new SignedNames(config.turboSecret().or(config.secret()));
  }

  public Resolution resolve(JsonText identifier) {
    JsonNode object = read(identifier);
    String channel = object == null ? "" : object.path("channel").asText();
    if (object == null) {
      return CABLE;
    } else if (channel.equals(PUBSUB)) {
      return object.has("signed_stream_name")
          ? verified(signed, object)
          : isPublic(object.path("stream_name"));
    } else if (channel.equals(TURBO) && config.turbo()) {
      return verified(turbo, object);
    }
    return CABLE;
  }

  private Resolution isPublic(JsonNode name) {
    if (!config.publicNames()) {
      return new Refused("public_streams_are_off");
    }
    return name.isTextual() ? named(name.asText()) : new Refused("no_stream_name");
  }

  private static Resolution verified(SignedNames by, JsonNode object) {
    String name = by.verify(object.path("signed_stream_name").asText());
    return name == null ? new Refused("invalid_signature") : named(name);
  }

  private static Resolution named(String name) {
    return name.isEmpty() || name.length() > MAX_LENGTH
        ? new Refused("invalid_stream_name")
        : new Stream(name);
  }

  private static @Nullable JsonNode read(JsonText identifier) {
    try {
      JsonNode object = JSON.readTree(identifier.bytes());
      return object.isObject() ? object : null;
    } catch (IOException e) {
      return null;
    }
  }
}
