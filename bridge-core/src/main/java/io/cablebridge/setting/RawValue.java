package io.cablebridge.setting;

import java.util.Arrays;
import java.util.List;

/** A value as a source gives it, before its type is known. */
public sealed interface RawValue {

  /** The text of a single value; a list throws {@link BadValueException}. */
  String scalar();

  /** The texts of a list; a single text is split at its commas. */
  List<String> items();

  /** One text: a YAML scalar, an environment variable, an option. */
  record Scalar(String text) implements RawValue {
    @Override
    public String scalar() {
      return text;
    }

    @Override
    public List<String> items() {
      return Arrays.stream(text.split(",", -1))
          .map(String::strip)
          .filter(item -> !item.isEmpty())
          .toList();
    }
  }

  /** A YAML sequence of scalars. */
  record Sequence(List<String> items) implements RawValue {
    @Override
    public String scalar() {
      throw new BadValueException("is a list, but must be a single value");
    }
  }
}
