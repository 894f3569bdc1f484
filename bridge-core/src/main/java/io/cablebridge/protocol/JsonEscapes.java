package io.cablebridge.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes the escapes of a JSON string (RFC 8259, section 7), and resolves those that {@link
 * JsonScanner} has checked: every backslash there begins a whole escape. A pair of surrogates
 * becomes one character, a lone one becomes '?', as Java encodes it. Stateless.
 */
final class JsonEscapes {
  /** A byte that UTF-8 never contains. */
  private static final byte NOT_ASCII = -1;

  private JsonEscapes() {}

  /**
   * Whether the string between {@code from} and {@code to}, without its quotation marks, says
   * {@code expected}. Allocates nothing. A character beyond ASCII that is written as an escape is
   * not compared: the answer is false.
   */
  static boolean says(byte[] text, int from, int to, byte[] expected) {
    int compared = 0;
    for (int i = from; i < to; i++, compared++) {
      byte b = text[i];
      if (b == '\\') {
        i++;
        b = single(text[i]);
        if (text[i] == 'u') {
          char unit = unit(text, i + 1);
          b = unit < 0x80 ? (byte) unit : NOT_ASCII;
          i += 4;
        }
      }
      if (compared == expected.length || b != expected[compared] || b == NOT_ASCII) {
        return false;
      }
    }
    return compared == expected.length;
  }

  /**
   * What the string between {@code from} and {@code to}, without its quotation marks, says. No
   * escape says more bytes than it takes.
   */
  static byte[] resolve(byte[] text, int from, int to) {
    byte[] out = new byte[resolvedLength(text, from, to)];
    int length = 0;
    int i = from;
    while (i < to) {
      if (text[i] != '\\') {
        out[length++] = text[i++];
        continue;
      }
      byte kind = text[i + 1];
      i += 2;
      if (kind != 'u') {
        out[length++] = single(kind);
        continue;
      }
      String character = character(text, i, to);
      i += character.length() == 1 ? 4 : 10;
      for (byte b : character.getBytes(StandardCharsets.UTF_8)) {
        out[length++] = b;
      }
    }
    return length == out.length ? out : Arrays.copyOf(out, length);
  }

  /** Exact for short escapes, all that an ordinary identifier has; else an upper bound. */
  private static int resolvedLength(byte[] text, int from, int to) {
    int length = to - from;
    for (int i = from; i < to; i++) {
      if (text[i] == '\\') {
        length -= text[i + 1] == 'u' ? 3 : 1;
        i++;
      }
    }
    return length;
  }

  private static byte single(byte kind) {
    return switch (kind) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      default -> kind;
    };
  }

  /** The character whose four digits begin here, with its other half if there is one. */
  private static String character(byte[] text, int from, int to) {
    char unit = unit(text, from);
    boolean pair =
        Character.isHighSurrogate(unit)
            && from + 10 <= to
            && text[from + 4] == '\\'
            && text[from + 5] == 'u'
            && Character.isLowSurrogate(unit(text, from + 6));
    return pair ? new String(new char[] {unit, unit(text, from + 6)}) : String.valueOf(unit);
  }

  private static char unit(byte[] text, int from) {
    int value = 0;
    for (int i = 0; i < 4; i++) {
      value = (value << 4) | Character.digit(text[from + i], 16);
    }
    return (char) value;
  }

  /** A text as a JSON string; escapes nothing but what must be escaped. */
  static byte[] quoted(byte[] text) {
    ByteBuffer out = ByteBuffer.allocate(quotedLength(text) + 2).put((byte) '"');
    quote(text, out);
    return out.put((byte) '"').array();
  }

  /** The length of what {@link #quote} writes. */
  static int quotedLength(byte[] text) {
    int length = text.length;
    for (byte b : text) {
      length += isPlain(b) ? 0 : shortEscape(b) == 0 ? 5 : 1;
    }
    return length;
  }

  /** Writes a text as the inside of a JSON string. */
  static void quote(byte[] text, ByteBuffer out) {
    int plainFrom = 0;
    for (int i = 0; i < text.length; i++) {
      byte b = text[i];
      if (isPlain(b)) {
        continue;
      }
      out.put(text, plainFrom, i - plainFrom).put((byte) '\\');
      plainFrom = i + 1;
      char letter = shortEscape(b);
      if (letter != 0) {
        out.put((byte) letter);
      } else {
        out.put((byte) 'u').put((byte) '0').put((byte) '0');
        out.put((byte) Character.forDigit(b >> 4, 16)).put((byte) Character.forDigit(b & 15, 16));
      }
    }
    out.put(text, plainFrom, text.length - plainFrom);
  }

  /** Whether a byte stands for itself in a JSON string; all bytes beyond ASCII do. */
  private static boolean isPlain(byte b) {
    return b < 0 || (b >= 0x20 && b != '"' && b != '\\');
  }

  /** The letter of the two-character escape; 0 when there is none. */
  private static char shortEscape(byte b) {
    return switch (b) {
      case '"', '\\' -> (char) b;
      case '\n' -> 'n';
      case '\r' -> 'r';
      case '\t' -> 't';
      default -> 0;
    };
  }
}
