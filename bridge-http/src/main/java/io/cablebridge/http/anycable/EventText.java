package io.cablebridge.http.anycable;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * The bytes of one event, field by field (HTML 9.2.6). Whatever a field is given, it cannot begin
 * another one: data goes on in further {@code data:} lines, other fields lose their line breaks and
 * NULs. For one thread, and one event.
 */
final class EventText {
  private static final byte[] DATA = "data: ".getBytes(StandardCharsets.US_ASCII);
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);

  EventText field(String name, String value) {
    String line = value.replaceAll("[\r\n\0]", "");
    bytes.writeBytes((name + ": " + line + "\n").getBytes(StandardCharsets.UTF_8));
    return this;
  }

  /** The parts are one text. */
  EventText data(byte[]... parts) {
    bytes.writeBytes(DATA);
    boolean afterCr = false;
    for (byte[] part : parts) {
      int start = 0;
      for (int i = 0; i < part.length; i++) {
        byte b = part[i];
        if (b == '\n' && afterCr) {
          start = i + 1; // of a CRLF, whose CR has ended the line
        } else if (b == '\n' || b == '\r') {
          bytes.write(part, start, i - start);
          bytes.write('\n');
          bytes.writeBytes(DATA);
          start = i + 1;
        }
        afterCr = b == '\r';
      }
      bytes.write(part, start, part.length - start);
    }
    bytes.write('\n');
    return this;
  }

  byte[] bytes() {
    return bytes.toByteArray();
  }

  byte[] end() {
    bytes.write('\n');
    return bytes.toByteArray();
  }
}
