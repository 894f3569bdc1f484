package io.cablebridge.config;

import java.util.Arrays;
import java.util.List;

/** A value as it was written, before its type is known. */
sealed interface RawValue {

  /** The text of a single value; a list has none and throws. */
  String scalar();

  /** The texts of a list; a single text is split at its commas. */
  List<String> items();

  /** One text: a YAML scalar, a variable, an option. */
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
    /** Keeps a copy of the list. */
    public Sequence {
      items = List.copyOf(items);
    }

    @Override
    public String scalar() {
      throw new BadValueException("is a list, but one value is wanted");
    }
  }
}
