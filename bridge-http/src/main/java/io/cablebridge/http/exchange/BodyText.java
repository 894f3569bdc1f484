package io.cablebridge.http.exchange;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** The text of a body, of which not a byte is replaced. */
public final class BodyText {

  private BodyText() {}

  /**
   * @param otherwise what the request is refused with if its body is not UTF-8
   */
  public static String of(byte[] body, ErrorCode otherwise) throws ApiException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException e) {
      throw new ApiException(otherwise, "The body is not UTF-8.");
    }
  }
}
