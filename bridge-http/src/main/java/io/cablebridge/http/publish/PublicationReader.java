package io.cablebridge.http.publish;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.cablebridge.http.exchange.ApiException;
import io.cablebridge.http.exchange.ErrorCode;
import io.cablebridge.protocol.JsonValue;
import io.cablebridge.protocol.Utf8;
import io.cablebridge.stream.Publication;
import io.cablebridge.stream.name.StreamResolver;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads publications: {@code {"stream":"chat","data":"{\"text\":\"hi\"}","meta":{}}}, or an array
 * of them, as AnyCable's backends send them. A body with one malformed publication is refused as a
 * whole, with its index. Thread-safe.
 */
final class PublicationReader {
  private static final int MAX_TYPE_LENGTH = 100;
  private static final int MAX_QUOTED = 40;

  private final JsonFactory json =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          // Data is one string, which may be as long as the body.
          .streamReadConstraints(
              StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
          .build();

  /** The fields of {@code meta}. */
  private record Meta(@Nullable String type, @Nullable String excludedSocket, boolean isTransient) {
    static final Meta NONE = new Meta(null, null, false);
  }

  /**
   * Reads a complete body.
   *
   * @return at least one publication
   * @throws ApiException for an invalid body, of which nothing may be published
   */
  List<Publication> read(byte[] body) throws ApiException {
    if (!Utf8.isValid(body)) {
      throw bad("The body is not UTF-8.");
    }
    List<Publication> publications = new ArrayList<>();
    try (JsonParser parser = json.createParser(new String(body, StandardCharsets.UTF_8))) {
      if (parser.nextToken() == JsonToken.START_ARRAY) {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          String which = "The publication at index " + publications.size();
          publications.add(publication(parser, which));
        }
      } else {
        publications.add(publication(parser, "The publication"));
      }
      if (parser.nextToken() != null) {
        throw bad("There is text after the publications.");
      }
    } catch (IOException e) {
      // The parser's own message would quote the publication.
      throw bad(
          "The body is not valid JSON (after " + publications.size() + " complete publications).");
    }
    if (publications.isEmpty()) {
      throw bad("The array of publications is empty.");
    }
    return publications;
  }

  private static Publication publication(JsonParser parser, String which)
      throws IOException, ApiException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw bad(which + " is not an object.");
    }
    String stream = "";
    String data = "";
    String command = "";
    Meta meta = Meta.NONE;
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      switch (name) {
        case "stream" -> stream = string(parser, which, "stream");
        case "data" -> data = string(parser, which, "data");
        case "meta" -> meta = meta(parser, which);
        case "command" -> command = string(parser, which, "command");
        default -> parser.skipChildren();
      }
    }
    if (stream.isEmpty() && !command.isEmpty()) {
      String quoted =
          command.length() <= MAX_QUOTED ? command : command.substring(0, MAX_QUOTED) + "...";
      throw new ApiException(
          ErrorCode.NOT_SUPPORTED,
          which + " is the command \"" + quoted + "\", which is not supported.");
    }
    String complaint = StreamResolver.complaint(stream);
    if (complaint != null) {
      throw bad(which + " has a \"stream\" that " + complaint + ".");
    }
    return new Publication(
        stream, JsonValue.of(data), meta.type, meta.excludedSocket, meta.isTransient);
  }

  private static Meta meta(JsonParser parser, String which) throws IOException, ApiException {
    if (parser.currentToken() == JsonToken.VALUE_NULL) {
      return Meta.NONE;
    }
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw bad(which + " has a \"meta\" that is not an object.");
    }
    String type = "";
    String socket = "";
    boolean isTransient = false;
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      switch (name) {
        case "broadcast_type" -> type = string(parser, which, "broadcast_type");
        case "exclude_socket" -> socket = string(parser, which, "exclude_socket");
        case "transient" -> isTransient = flag(parser, which, "transient");
        default -> parser.skipChildren();
      }
    }
    // It becomes the name of an event, which is a single line.
    if (type.length() > MAX_TYPE_LENGTH || type.chars().anyMatch(Character::isISOControl)) {
      throw bad(which + " has a \"broadcast_type\" that cannot be the name of an event.");
    }
    return new Meta(orNull(type), orNull(socket), isTransient);
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }

  private static String string(JsonParser parser, String which, String name)
      throws IOException, ApiException {
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      throw bad(which + " has a \"" + name + "\" that is not a string.");
    }
    String text = parser.getText();
    if (!Utf8.canEncode(text)) {
      throw bad(which + " has a \"" + name + "\" that is not Unicode.");
    }
    return text;
  }

  private static boolean flag(JsonParser parser, String which, String name)
      throws IOException, ApiException {
    if (!parser.currentToken().isBoolean()) {
      throw bad(which + " has a \"" + name + "\" that is neither true nor false.");
    }
    return parser.getBooleanValue();
  }

  private static ApiException bad(String detail) {
    return new ApiException(ErrorCode.UNPROCESSABLE, detail);
  }
}
