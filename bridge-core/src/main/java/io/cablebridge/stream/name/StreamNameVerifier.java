package io.cablebridge.stream.name;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.cablebridge.protocol.JsonValue;
import io.cablebridge.secret.Secret;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Signs the names of streams and verifies them, as Rails' MessageVerifier does with JSON and
 * SHA-256: {@code ImNoYXQvMjAyMyI=--2b2e…}, the base64 of the name as a JSON string, and the HMAC
 * of that base64 text. A name is signed for ever and for everybody. Thread-safe.
 */
public final class StreamNameVerifier {
  private static final String SEPARATOR = "--";

  private final JsonFactory parsers = new JsonFactory();
  private final Secret secret;

  /**
   * @param secret with {@link Secret#NONE} no name is valid
   */
  public StreamNameVerifier(Secret secret) {
    this.secret = secret;
  }

  /** The signed form of a name. */
  public String sign(String name) {
    byte[] json = JsonValue.quoted(name).getBytes(StandardCharsets.UTF_8);
    String encoded = Base64.getEncoder().encodeToString(json);
    return encoded + SEPARATOR + secret.sign(encoded);
  }

  /** The name that was signed; null when this was not signed with this secret. */
  public @Nullable String verify(String signed) {
    int end = signed.indexOf(SEPARATOR);
    if (end < 0) {
      return null;
    }
    String encoded = signed.substring(0, end);
    // A third part would be part of the signature, and make it wrong.
    return secret.signed(encoded, signed.substring(end + SEPARATOR.length()))
        ? name(encoded)
        : null;
  }

  /** What Rails signs with a purpose or an expiry is no string, and no name of ours. */
  private @Nullable String name(String encoded) {
    try {
      byte[] bytes = Base64.getDecoder().decode(encoded);
      if (!Base64.getEncoder().encodeToString(bytes).equals(encoded)) {
        return null; // Java takes what is not padded, too
      }
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      try (JsonParser parser = parsers.createParser(text)) {
        String name = parser.nextToken() == JsonToken.VALUE_STRING ? parser.getText() : null;
        return parser.nextToken() == null ? name : null;
      }
    } catch (IllegalArgumentException | IOException e) {
      return null;
    }
  }
}
