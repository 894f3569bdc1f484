package io.cablebridge.stream.name;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.cablebridge.protocol.Utf8;
import io.cablebridge.secret.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Verifies stream names that Rails' MessageVerifier has signed with JSON and SHA-256: {@code
 * ImNoYXQvMjAyMyI=--2b2e…}, the base64 of the name as a JSON string, and the HMAC of that base64
 * text. A signature does not expire and is not bound to a client. Created by {@link
 * StreamResolver}; thread-safe.
 */
public final class StreamNameVerifier {
  private static final String SEPARATOR = "--";

  private final JsonFactory parsers = new JsonFactory();
  private final Secret secret;

  /** With {@link Secret#NONE}, no name is valid. */
  public StreamNameVerifier(Secret secret) {
    this.secret = secret;
  }

  /** The signed name; null if the signature is not one of this secret. */
  public @Nullable String verify(String signed) {
    int end = signed.indexOf(SEPARATOR);
    if (end < 0) {
      return null;
    }
    String encoded = signed.substring(0, end);
    // A third part counts as part of the signature, which is then wrong.
    return secret.signed(encoded, signed.substring(end + SEPARATOR.length()))
        ? name(encoded)
        : null;
  }

  /** Null unless the text is a JSON string; Rails signs an object for a purpose or an expiry. */
  private @Nullable String name(String encoded) {
    try {
      byte[] bytes = Base64.getDecoder().decode(encoded);
      // Java also decodes base64 without padding.
      if (!Base64.getEncoder().encodeToString(bytes).equals(encoded) || !Utf8.isValid(bytes)) {
        return null;
      }
      String text = new String(bytes, StandardCharsets.UTF_8);
      try (JsonParser parser = parsers.createParser(text)) {
        String name = parser.nextToken() == JsonToken.VALUE_STRING ? parser.getText() : null;
        return parser.nextToken() == null ? name : null;
      }
    } catch (IllegalArgumentException | IOException e) {
      return null;
    }
  }
}
