package io.cablebridge.config;

import java.nio.file.Path;

/** Where a value was given, as a person would look for it. */
public sealed interface Origin {

  /** Nowhere: the value is the default. */
  record Default() implements Origin {
    @Override
    public String toString() {
      return "default";
    }
  }

  /**
   * In a preset, which another setting chose.
   *
   * @param choice that setting with its value
   */
  record Preset(String choice) implements Origin {
    @Override
    public String toString() {
      return "preset " + choice;
    }
  }

  /**
   * In the configuration file.
   *
   * @param path the file as it was named
   * @param line counted from 1
   */
  record FileLine(Path path, int line) implements Origin {
    @Override
    public String toString() {
      return path + ":" + line;
    }
  }

  /**
   * In the environment.
   *
   * @param variable its name
   */
  record Variable(String variable) implements Origin {
    @Override
    public String toString() {
      return variable;
    }
  }

  /**
   * On the command line.
   *
   * @param option the option as it was written, without its value
   */
  record Option(String option) implements Origin {
    @Override
    public String toString() {
      return option;
    }
  }
}
