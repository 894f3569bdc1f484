package io.cablebridge.protocol;

import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds the extents of values in one JSON text and builds nothing: the forward path must know where
 * {@code message} begins and ends, not what it says. In the same pass it checks the grammar of RFC
 * 8259, at most {@value #MAX_DEPTH} levels deep, and UTF-8 (RFC 3629), so that a carried value
 * cannot break the JSON around it; and it counts line breaks. Reads one text after the other, on
 * one thread.
 */
final class JsonScanner {
  static final int MAX_DEPTH = 512;

  private byte[] text;
  private int end;
  private int at;
  private int keyFrom;
  private int lineBreaks;

  /** Which levels of nesting are objects: a bit a level, the first 64 without allocating. */
  private long shallow;

  private @Nullable BitSet deep;

  JsonScanner(byte[] text) {
    this.text = text;
    this.end = text.length;
  }

  void restart(byte[] newText, int from, int to) {
    text = newText;
    at = from;
    end = to;
    lineBreaks = 0;
  }

  /** The text is not the JSON it should be; {@link #getMessage} names the byte. */
  static final class MalformedJson extends Exception {
    private static final long serialVersionUID = 1;

    MalformedJson(String what, int at) {
      super(what + " at byte " + at, null, false, false);
    }
  }

  int position() {
    return at;
  }

  /** How many CR and LF characters have been passed; within a value they are between its tokens. */
  int lineBreaks() {
    return lineBreaks;
  }

  boolean next(char expected) {
    space();
    if (at < end && text[at] == expected) {
      at++;
      return true;
    }
    return false;
  }

  void expect(char expected) throws MalformedJson {
    if (!next(expected)) {
      throw malformed("'" + expected + "' expected");
    }
  }

  void expectEnd() throws MalformedJson {
    space();
    if (at != end) {
      throw malformed("text after the value");
    }
  }

  /** Moves to the first byte of the next value. */
  void space() {
    while (at < end) {
      byte b = text[at];
      if (b == '\n' || b == '\r') {
        lineBreaks++;
      } else if (b != ' ' && b != '\t') {
        return;
      }
      at++;
    }
  }

  boolean atString() {
    space();
    return at < end && text[at] == '"';
  }

  /** Skips a key and its colon; {@link #lastKeyIs} can be asked then. */
  void skipKey() throws MalformedJson {
    space();
    keyFrom = at + 1;
    skipString();
    expect(':');
  }

  /** Whether the last key is exactly this (ASCII); one that is written with escapes never is. */
  boolean lastKeyIs(String expected) {
    int length = expected.length();
    if (keyFrom + length >= end || text[keyFrom + length] != '"') {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (text[keyFrom + i] != expected.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Reads one string; if it says {@code expected}, returns that very object. */
  JsonText text(@Nullable JsonText expected) throws MalformedJson {
    space();
    int from = at + 1;
    boolean escaped = skipString();
    int to = at - 1;
    if (expected != null && JsonEscapes.says(text, from, to, expected.bytes())) {
      return expected;
    }
    return new JsonText(
        escaped ? JsonEscapes.resolve(text, from, to) : Arrays.copyOfRange(text, from, to));
  }

  /** Skips the string that starts here; true when it holds an escape. */
  private boolean skipString() throws MalformedJson {
    if (at >= end || text[at] != '"') {
      throw malformed("string expected");
    }
    boolean escaped = false;
    for (at++; at < end; at++) {
      byte b = text[at];
      if (b == '"') {
        at++;
        return escaped;
      }
      if (b == '\\') {
        escaped = true;
        skipEscape();
      } else if (b < 0) {
        int length = Utf8.characterAt(text, at, end);
        if (length == 0) {
          throw malformed("not UTF-8");
        }
        at += length - 1; // to the last byte of the character
      } else if (b < 0x20) {
        throw malformed("control character in a string");
      }
    }
    throw malformed("string without end");
  }

  private void skipEscape() throws MalformedJson {
    at++;
    if (at >= end) {
      throw malformed("string without end");
    }
    switch (text[at]) {
      case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> {}
      case 'u' -> {
        for (int i = 1; i <= 4; i++) {
          if (at + i >= end || Character.digit(text[at + i], 16) < 0) {
            throw malformed("four hexadecimal digits expected");
          }
        }
        at += 4;
      }
      default -> throw malformed("unknown escape");
    }
  }

  void skipValue() throws MalformedJson {
    // Recursion would let a frame choose our stack depth.
    int depth = 0;
    while (true) {
      space();
      if (at >= end) {
        throw malformed("value expected");
      }
      byte b = text[at];
      if (b == '{' || b == '[') {
        if (depth == MAX_DEPTH) {
          throw malformed("nested deeper than " + MAX_DEPTH);
        }
        open(depth, b == '{');
        depth++;
        at++;
        if (!next(b == '{' ? '}' : ']')) {
          if (b == '{') {
            skipKey();
          }
          continue;
        }
        depth--;
      } else {
        skipScalar(b);
      }
      // A value has ended: close every level that ends here, or go on to the next value.
      while (true) {
        if (depth == 0) {
          return;
        }
        boolean object = isObject(depth - 1);
        if (next(',')) {
          if (object) {
            skipKey();
          }
          break;
        }
        expect(object ? '}' : ']');
        depth--;
      }
    }
  }

  private void open(int level, boolean object) {
    if (level < 64) {
      shallow = object ? shallow | (1L << level) : shallow & ~(1L << level);
    } else {
      if (deep == null) {
        deep = new BitSet(MAX_DEPTH);
      }
      deep.set(level, object);
    }
  }

  private boolean isObject(int level) {
    return (level >= 64 && deep != null) ? deep.get(level) : ((shallow >>> level) & 1) != 0;
  }

  private void skipScalar(byte b) throws MalformedJson {
    switch (b) {
      case '"' -> skipString();
      case 't' -> word("true");
      case 'f' -> word("false");
      case 'n' -> word("null");
      default -> skipNumber();
    }
  }

  private void word(String word) throws MalformedJson {
    for (int i = 0; i < word.length(); i++, at++) {
      if (at >= end || text[at] != word.charAt(i)) {
        throw malformed("'" + word + "' expected");
      }
    }
  }

  private void skipNumber() throws MalformedJson {
    skipOne('-', '-');
    if (!skipOne('0', '0')) {
      skipDigits();
    }
    if (skipOne('.', '.')) {
      skipDigits();
    }
    if (skipOne('e', 'E')) {
      skipOne('+', '-');
      skipDigits();
    }
  }

  private boolean skipOne(char one, char other) {
    boolean found = at < end && (text[at] == one || text[at] == other);
    at += found ? 1 : 0;
    return found;
  }

  private void skipDigits() throws MalformedJson {
    int from = at;
    while (at < end && text[at] >= '0' && text[at] <= '9') {
      at++;
    }
    if (at == from) {
      throw malformed("value expected");
    }
  }

  private MalformedJson malformed(String what) {
    return new MalformedJson(what, at);
  }
}
