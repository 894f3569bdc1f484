package io.cablebridge.config;

import java.nio.file.Path;

/**
 * Where a value or a problem comes from. Immutable.
 *
 * @param text the place, for an operator
 */
public record Origin(String text) {
  /** No source: the value is the default. */
  static final Origin DEFAULT = new Origin("default");

  /** The configuration file as a whole. */
  static Origin file(Path path) {
    return new Origin(path.toString());
  }

  /** A line of the configuration file, counted from 1. */
  static Origin line(Path path, int line) {
    return new Origin(path + ":" + line);
  }

  /** A preset; {@code choice} is the setting that selects it, with its value. */
  static Origin preset(String choice) {
    return new Origin("preset " + choice);
  }

  @Override
  public String toString() {
    return text;
  }
}
