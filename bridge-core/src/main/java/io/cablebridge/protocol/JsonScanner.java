package io.cablebridge.protocol;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds the extents of values in one JSON text without building anything: the forward path needs to
 * know where {@code message} begins and ends, and nothing of what it says. Checks the grammar of
 * RFC 8259 (and with it that what is carried on cannot break the JSON around it), at most {@value
 * #MAX_DEPTH} levels deep. One scanner reads one text; not for sharing between threads.
 */
final class JsonScanner {
  static final int MAX_DEPTH = 512;

  private final byte[] text;
  private int at;
  private int keyFrom;

  /** Which levels of nesting are objects: a bit a level, the first 64 without allocating. */
  private long shallow;

  private @Nullable BitSet deep;

  JsonScanner(byte[] text) {
    this.text = text;
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

  boolean next(char expected) {
    space();
    if (at < text.length && text[at] == expected) {
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
    if (at != text.length) {
      throw malformed("text after the value");
    }
  }

  /** Moves to the first byte of the next value. */
  void space() {
    while (at < text.length
        && (text[at] == ' ' || text[at] == '\n' || text[at] == '\r' || text[at] == '\t')) {
      at++;
    }
  }

  boolean atString() {
    space();
    return at < text.length && text[at] == '"';
  }

  /** Skips one string, of which {@link #lastKeyIs} can be asked then. */
  void skipKey() throws MalformedJson {
    space();
    keyFrom = at + 1;
    skipString();
  }

  /** Whether the last key is exactly this (ASCII); one that is written with escapes never is. */
  boolean lastKeyIs(String expected) {
    int length = expected.length();
    if (keyFrom + length >= text.length || text[keyFrom + length] != '"') {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (text[keyFrom + i] != expected.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Reads one string and returns what it says, escapes resolved, as UTF-8. */
  byte[] string() throws MalformedJson {
    space();
    int from = at + 1;
    boolean escaped = skipString();
    int to = at - 1;
    if (!escaped) {
      byte[] plain = new byte[to - from];
      System.arraycopy(text, from, plain, 0, plain.length);
      return plain;
    }
    return JsonEscapes.resolve(text, from, to);
  }

  /** Skips the string that starts here; true when it holds an escape. */
  private boolean skipString() throws MalformedJson {
    if (at >= text.length || text[at] != '"') {
      throw malformed("string expected");
    }
    boolean escaped = false;
    for (at++; at < text.length; at++) {
      byte b = text[at];
      if (b == '"') {
        at++;
        return escaped;
      }
      if (b == '\\') {
        escaped = true;
        skipEscape();
      } else if (b >= 0 && b < 0x20) {
        throw malformed("control character in a string");
      }
    }
    throw malformed("string without end");
  }

  private void skipEscape() throws MalformedJson {
    at++;
    if (at >= text.length) {
      throw malformed("string without end");
    }
    switch (text[at]) {
      case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> {}
      case 'u' -> {
        for (int i = 1; i <= 4; i++) {
          if (at + i >= text.length || Character.digit(text[at + i], 16) < 0) {
            throw malformed("four hexadecimal digits expected");
          }
        }
        at += 4;
      }
      default -> throw malformed("unknown escape");
    }
  }

  /** Skips one value of any kind. */
  void skipValue() throws MalformedJson {
    // Recursion would let a frame choose our stack depth.
    int depth = 0;
    while (true) {
      space();
      if (at >= text.length) {
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
            key();
          }
          continue;
        }
        depth--;
      } else {
        skipScalar(b);
      }
      // A value has ended: close every level that ends here, or go on to the next value of this
      // one.
      while (true) {
        if (depth == 0) {
          return;
        }
        boolean object = isObject(depth - 1);
        if (next(',')) {
          if (object) {
            key();
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
    if (level >= 64 && deep != null) {
      return deep.get(level);
    }
    return ((shallow >>> level) & 1) != 0;
  }

  private void key() throws MalformedJson {
    space();
    skipString();
    expect(':');
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
      if (at >= text.length || text[at] != word.charAt(i)) {
        throw malformed("'" + word + "' expected");
      }
    }
  }

  private void skipNumber() throws MalformedJson {
    if (at < text.length && text[at] == '-') {
      at++;
    }
    if (at < text.length && text[at] == '0') {
      at++;
    } else {
      digits();
    }
    if (at < text.length && text[at] == '.') {
      at++;
      digits();
    }
    if (at < text.length && (text[at] == 'e' || text[at] == 'E')) {
      at++;
      if (at < text.length && (text[at] == '+' || text[at] == '-')) {
        at++;
      }
      digits();
    }
  }

  private void digits() throws MalformedJson {
    int from = at;
    while (at < text.length && text[at] >= '0' && text[at] <= '9') {
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
