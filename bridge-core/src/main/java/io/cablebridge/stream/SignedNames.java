package io.cablebridge.stream;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Names of streams that Rails has signed: {@code <base64 of the JSON of the name>--<HMAC-SHA256 of
 * that text>}, as ActiveSupport::MessageVerifier writes them with a JSON serializer. Whoever has
 * one may read the stream. Thread-safe.
 */
public final class SignedNames {
  private static final String SEPARATOR = "--";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Secret secret;

  public SignedNames(Secret secret) {
    this.secret = secret;
  }

  /** The name that a text says and whose signature is good; null for any other. */
  public @Nullable String verify(String signed) {
    int separator = signed.indexOf(SEPARATOR);
    if (separator < 0 || signed.indexOf(SEPARATOR, separator + 1) >= 0) {
      return null;
    }
    String encoded = signed.substring(0, separator);
    if (!secret.verifies(encoded, signed.substring(separator + SEPARATOR.length()))) {
      return null;
    }
    try {
      return string(Base64.getDecoder().decode(encoded));
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static @Nullable String string(byte[] json) {
    try (JsonParser parser = JSON.createParser(json)) {
      String name = parser.nextToken() == JsonToken.VALUE_STRING ? parser.getText() : null;
      return parser.nextToken() == null ? name : null;
    } catch (IOException e) {
      return null;
    }
  }

  /** Signs a name as Rails does. */
  public String sign(String name) {
    try {
      byte[] json = JSON.writeValueAsString(name).getBytes(StandardCharsets.UTF_8);
      String encoded = Base64.getEncoder().encodeToString(json);
      return encoded + SEPARATOR + secret.sign(encoded);
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new IllegalStateException("A string can be written as JSON", e);
    }
  }
}
