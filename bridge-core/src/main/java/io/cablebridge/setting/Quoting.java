package io.cablebridge.setting;

import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes texts into YAML and into messages. */
public final class Quoting {
  private static final Pattern PLAIN =
      Pattern.compile("[A-Za-z/][A-Za-z0-9/._:?=&%~+-]*[A-Za-z0-9/]|/");
  private static final int MAX_QUOTED = 80;

  private Quoting() {}

  static String yaml(String text) {
    return PLAIN.matcher(text).matches() ? text : doubleQuoted(text);
  }

  static String yaml(List<String> items) {
    return items.stream().map(Quoting::yaml).collect(Collectors.joining(", ", "[", "]"));
  }

  /** A text for a message: in quotes, without control characters, cut at 80 characters. */
  public static String quote(String text) {
    return doubleQuoted(text.length() <= MAX_QUOTED ? text : text.substring(0, MAX_QUOTED) + "...");
  }

  private static String doubleQuoted(String text) {
    StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isISOControl(c)) {
        quoted.append("\\x" + HexFormat.of().toHexDigits((byte) c));
      } else {
        quoted.append(c == '"' || c == '\\' ? "\\" : "").append(c);
      }
    }
    return quoted.append('"').toString();
  }
}
