package io.cablebridge.http.rig;

import java.util.Random;

/**
 * Writes random JSON as a hostile client or a careless Rails could: every white space in every
 * place that allows it, and strings that could be mistaken for the fields of an event stream.
 */
public final class RandomJson {
  private static final String[] SPACES = {
    "", "", "", " ", "\n", "\r", "\r\n", "\n\n", "\t", "\r\r"
  };

  private static final String[] PIECES = {
    "a",
    "data: ",
    "id: 9/x",
    "event: evil",
    ":",
    "retry: 1",
    "\u2028",
    "\u2029",
    "\u0085",
    "\ufeff",
    "é",
    "😀",
    "\u007f",
    "\\n",
    "\\r\\n",
    "\\r",
    "\\u000a",
    "\\u0000",
    "\\ud800",
    "\\udc00\\ud800",
    "\\\\",
    "\\\"",
    "\\u003c",
    "\\n\\ndata: {}\\n\\n"
  };

  private static final String[] SCALARS = {
    "null", "true", "false", "0", "-0", "1.0", "9007199254740993", "1e400", "-1E-7", "[]", "{}"
  };

  private final Random random;

  public RandomJson(long seed) {
    random = new Random(seed);
  }

  public int below(int bound) {
    return random.nextInt(bound);
  }

  public String value(int depth) {
    int kind = depth == 0 ? below(2) : below(4);
    return switch (kind) {
      case 0 -> one(SCALARS);
      case 1 -> string();
      case 2 -> object(depth);
      default -> array(depth);
    };
  }

  /** An object with a {@code channel}, as identifiers are. */
  public String identifier() {
    return "{" + space() + "\"channel\"" + space() + ":" + space() + string() + rest(2) + "}";
  }

  private String object(int depth) {
    return below(4) == 0
        ? "{" + space() + "}"
        : "{" + space() + "\"k\":" + value(0) + rest(depth) + "}";
  }

  private String rest(int depth) {
    StringBuilder text = new StringBuilder(space());
    for (int n = below(3); n > 0; n--) {
      text.append(',').append(space()).append("\"k").append(n).append('"').append(space());
      text.append(':').append(space()).append(value(depth - 1)).append(space());
    }
    return text.toString();
  }

  private String array(int depth) {
    StringBuilder text = new StringBuilder("[").append(space()).append(value(depth - 1));
    for (int n = below(3); n > 0; n--) {
      text.append(space()).append(',').append(space()).append(value(depth - 1));
    }
    return text.append(space()).append(']').toString();
  }

  private String string() {
    StringBuilder text = new StringBuilder("\"");
    for (int n = below(5); n > 0; n--) {
      text.append(one(PIECES));
    }
    return text.append('"').toString();
  }

  /** Words of our own making, such as reasons: any characters but halves of pairs. */
  public String words() {
    StringBuilder text = new StringBuilder();
    for (int n = below(6); n > 0; n--) {
      text.append(below(3) == 0 ? String.valueOf((char) below(128)) : one(PIECES));
    }
    return text.toString();
  }

  public String space() {
    return one(SPACES);
  }

  private String one(String[] of) {
    return of[below(of.length)];
  }
}
