package io.cablebridge.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a JSON text says, as a value of its own: two are equal if Ruby's {@code ==} is true of what
 * {@code JSON.parse} makes of their texts. Blanks, escapes and the order of keys do not count, of a
 * key that appears twice the last value does, and {@code 1} equals {@code 1.0}. Immutable.
 */
public record ParsedJson(@Nullable Object value) {
  private static final int MAX_NESTING = 100;
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNestingDepth(MAX_NESTING).build())
          .build();

  /** Returns null for a text that is not JSON, or nested too deep. */
  public static @Nullable ParsedJson of(JsonText text) {
    try (JsonParser parser = JSON.createParser(text.bytes())) {
      parser.nextToken();
      ParsedJson parsed = new ParsedJson(value(parser));
      return parser.nextToken() == null ? parsed : null;
    } catch (IOException e) {
      return null;
    }
  }

  private static @Nullable Object value(JsonParser parser) throws IOException {
    JsonToken token = parser.currentToken();
    if (token == null) {
      throw new IOException("no value");
    }
    return switch (token) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> parser.getText();
      case VALUE_NUMBER_INT -> parser.getBigIntegerValue();
      case VALUE_NUMBER_FLOAT -> number(parser.getDoubleValue());
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> null;
    };
  }

  private static Map<String, @Nullable Object> object(JsonParser parser) throws IOException {
    Map<String, @Nullable Object> fields = new HashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      fields.put(name, value(parser));
    }
    return fields;
  }

  private static List<@Nullable Object> array(JsonParser parser) throws IOException {
    List<@Nullable Object> elements = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      elements.add(value(parser));
    }
    return elements;
  }

  /** A number without a fraction equals the integer of the same value, exactly. */
  private static Object number(double number) {
    return number == Math.rint(number) && !Double.isInfinite(number)
        ? new BigDecimal(number).toBigInteger()
        : (Object) number;
  }
}
