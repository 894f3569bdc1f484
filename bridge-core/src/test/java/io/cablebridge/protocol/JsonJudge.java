package io.cablebridge.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.regex.Pattern;

/**
 * Jackson's judgement of whether a text is one JSON value, independent of our scanner. It judges
 * the grammar only, except that it rejects a lone surrogate in a key, which the grammar allows.
 */
final class JsonJudge {
  private static final JsonFactory JACKSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(JsonScanner.MAX_DEPTH)
                  .maxNumberLength(1_000_000)
                  .build())
          .build();

  private static final Pattern SURROGATE = Pattern.compile("\\\\u[dD][89a-fA-F][0-9a-fA-F]{2}");

  private JsonJudge() {}

  static boolean accepts(String text) {
    String withoutSurrogates = SURROGATE.matcher(text).replaceAll("\\\\u0041");
    try (JsonParser parser = JACKSON.createParser(withoutSurrogates)) {
      int values = 0;
      int depth = 0;
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        parser.getText(); // Jackson checks a string only when it reads it
        if (token.isStructStart()) {
          depth++;
        } else if (token.isStructEnd()) {
          depth--;
        }
        if (depth == 0) {
          values++;
        }
      }
      return values == 1;
    } catch (IOException e) {
      return false;
    }
  }
}
