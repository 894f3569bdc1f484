package io.cablebridge.http.publish;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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

  private final ObjectMapper json =
      new ObjectMapper(
          JsonFactory.builder()
              .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
              // Data is one string, which may be as long as the body.
              .streamReadConstraints(
                  StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
              .build());

  List<Publication> read(byte[] body) throws ApiException {
    if (!Utf8.isValid(body)) {
      throw bad("The body is not UTF-8.");
    }
    List<Publication> publications = new ArrayList<>();
    try (JsonParser parser = json.createParser(new String(body, StandardCharsets.UTF_8))) {
      if (parser.nextToken() == JsonToken.START_ARRAY) {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          String which = "The publication at index " + publications.size();
          publications.add(publication(json.readTree(parser), which));
        }
      } else {
        publications.add(publication(json.readTree(parser), "The publication"));
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

  private static Publication publication(@Nullable JsonNode fields, String which)
      throws ApiException {
    if (fields == null || !fields.isObject()) {
      throw bad(which + " is not an object.");
    }
    String stream = text(fields, "stream", which);
    String data = text(fields, "data", which);
    String command = text(fields, "command", which);
    JsonNode meta = fields.path("meta");
    if (fields.hasNonNull("meta") && !meta.isObject()) {
      throw bad(which + " has a \"meta\" that is not an object.");
    }
    String type = text(meta, "broadcast_type", which);
    // It becomes the name of an event, which is a single line.
    if (type.length() > MAX_TYPE_LENGTH || type.chars().anyMatch(Character::isISOControl)) {
      throw bad(which + " has a \"broadcast_type\" that cannot be the name of an event.");
    }
    String socket = text(meta, "exclude_socket", which);
    JsonNode isTransient = meta.path("transient");
    if (!isTransient.isMissingNode() && !isTransient.isBoolean()) {
      throw bad(which + " has a \"transient\" that is neither true nor false.");
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
        stream, JsonValue.of(data), orNull(type), orNull(socket), isTransient.asBoolean());
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }

  /** A field that is a string; empty if it is missing. */
  private static String text(JsonNode fields, String name, String which) throws ApiException {
    JsonNode field = fields.path(name);
    if (!field.isMissingNode() && !field.isTextual()) {
      throw bad(which + " has a \"" + name + "\" that is not a string.");
    }
    String text = field.asText();
    if (!Utf8.canEncode(text)) {
      throw bad(which + " has a \"" + name + "\" that is not Unicode.");
    }
    return text;
  }

  private static ApiException bad(String detail) {
    return new ApiException(ErrorCode.UNPROCESSABLE, detail);
  }
}
