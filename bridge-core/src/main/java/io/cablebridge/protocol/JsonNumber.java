package io.cablebridge.protocol;

/** Finds where a JSON number ends (RFC 8259, section 6); for {@link JsonScanner}. Stateless. */
final class JsonNumber {
  private JsonNumber() {}

  /**
   * Where the number that begins at {@code from} ends.
   *
   * @param end where the text ends
   * @return if there is no number, the complement of the place where a digit is missing
   */
  static int end(byte[] text, int from, int end) {
    int at = from;
    if (is(text, at, end, '-', '-')) {
      at++;
    }
    int integer = is(text, at, end, '0', '0') ? at + 1 : digits(text, at, end);
    if (integer == at) {
      return ~at;
    }
    at = integer;
    if (is(text, at, end, '.', '.')) {
      int fraction = digits(text, at + 1, end);
      if (fraction == at + 1) {
        return ~fraction;
      }
      at = fraction;
    }
    if (is(text, at, end, 'e', 'E')) {
      at += is(text, at + 1, end, '+', '-') ? 2 : 1;
      int exponent = digits(text, at, end);
      return exponent == at ? ~at : exponent;
    }
    return at;
  }

  private static int digits(byte[] text, int from, int end) {
    int at = from;
    while (at < end && text[at] >= '0' && text[at] <= '9') {
      at++;
    }
    return at;
  }

  private static boolean is(byte[] text, int at, int end, char one, char other) {
    return at < end && (text[at] == one || text[at] == other);
  }
}
