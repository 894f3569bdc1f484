package io.cablebridge.config;

import java.util.List;
import java.util.stream.Collectors;

/** The configuration is invalid. The exception holds every problem that was found, at least one. */
public final class InvalidConfigException extends Exception {
  private final transient List<Problem> problems;

  InvalidConfigException(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  public List<Problem> problems() {
    return problems;
  }
}
