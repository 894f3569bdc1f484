package io.cablebridge.config;

import java.nio.file.Path;

/** Where a value or a problem comes from; its text is for an operator. */
public sealed interface Origin {

  /** No source: the value is the default. */
  record Default() implements Origin {
    @Override
    public String toString() {
      return "default";
    }
  }

  /**
   * A preset that another setting selects.
   *
   * @param choice that setting with its value
   */
  record Preset(String choice) implements Origin {
    @Override
    public String toString() {
      return "preset " + choice;
    }
  }

  /** The configuration file as a whole. */
  record WholeFile(Path path) implements Origin {
    @Override
    public String toString() {
      return path.toString();
    }
  }

  /**
   * A line of the configuration file.
   *
   * @param path the file's name as it was given
   * @param line counted from 1
   */
  record FileLine(Path path, int line) implements Origin {
    @Override
    public String toString() {
      return path + ":" + line;
    }
  }

  /** An environment variable. */
  record Variable(String name) implements Origin {
    @Override
    public String toString() {
      return name;
    }
  }

  /**
   * The command line.
   *
   * @param text the option or the command as it was written, without its value
   */
  record Option(String text) implements Origin {
    @Override
    public String toString() {
      return text;
    }
  }
}
