package io.cablebridge.setting;

import java.util.List;
import java.util.stream.Stream;

/**
 * A value as a source gives it, before its type is known.
 *
 * @param texts of a YAML sequence, or the one text of any other value
 */
public record RawValue(List<String> texts, boolean isList) {

  /** One text: a YAML scalar, an environment variable, an option. */
  public static RawValue of(String text) {
    return new RawValue(List.of(text), false);
  }

  String scalar() {
    if (isList) {
      throw new BadValueException("is a list, but must be a single value");
    }
    return texts.get(0);
  }

  /** The texts of a list; a single text is split at its commas. */
  List<String> items() {
    return isList
        ? texts
        : Stream.of(scalar().split(",", -1))
            .map(String::strip)
            .filter(item -> !item.isEmpty())
            .toList();
  }
}
