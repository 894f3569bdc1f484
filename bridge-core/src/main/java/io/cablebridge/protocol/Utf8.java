package io.cablebridge.protocol;

/**
 * The one strict check for UTF-8 (RFC 3629): no overlong form, no surrogate, nothing above
 * U+10FFFF. Reads bytes and decodes nothing. Stateless.
 */
public final class Utf8 {
  private Utf8() {}

  public static boolean isValid(byte[] text) {
    return isValid(text, 0, text.length);
  }

  /** Whether the bytes from a place to before another one are UTF-8. */
  static boolean isValid(byte[] text, int from, int to) {
    int at = from;
    while (at < to) {
      int length = text[at] >= 0 ? 1 : characterAt(text, at, to);
      if (length == 0) {
        return false;
      }
      at += length;
    }
    return true;
  }

  /** The bytes of the character beyond ASCII that begins at a place; zero if none does. */
  static int characterAt(byte[] text, int at, int end) {
    int first = text[at] & 0xff;
    int length = length(first);
    if (length == 0 || at + length > end || !isSecond(first, text[at + 1] & 0xff)) {
      return 0;
    }
    for (int i = at + 2; i < at + length; i++) {
      if ((text[i] & 0xc0) != 0x80) {
        return 0;
      }
    }
    return length;
  }

  /** Whether a text can be written as UTF-8: it has no half of a surrogate pair. */
  public static boolean canEncode(String text) {
    return text.codePoints()
        .noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
  }

  /** The bytes of the character that begins with this byte; zero if no character does. */
  private static int length(int first) {
    if (first < 0xc2) {
      return 0;
    }
    return first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
  }

  /** The second byte excludes overlong forms, surrogates and what is above U+10FFFF. */
  private static boolean isSecond(int first, int second) {
    return switch (first) {
      case 0xe0 -> second >= 0xa0 && second <= 0xbf;
      case 0xed -> second >= 0x80 && second <= 0x9f;
      case 0xf0 -> second >= 0x90 && second <= 0xbf;
      case 0xf4 -> second >= 0x80 && second <= 0x8f;
      default -> second >= 0x80 && second <= 0xbf;
    };
  }
}
