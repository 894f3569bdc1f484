package io.cablebridge.config;

import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A form that texts must have.
 *
 * @param what the form in words: "a header name"
 * @param test whether a text has it
 */
record Form(String what, Predicate<String> test) implements Check<String> {
  @Override
  public @Nullable String complaint(String value) {
    return test.test(value) ? null : "is " + Quoting.quote(value) + ", which is not " + what;
  }

  @Override
  public String bounds() {
    return what;
  }

  /** The same form for every item of a list. */
  Check<List<String>> each() {
    return new Check<>() {
      @Override
      public @Nullable String complaint(List<String> values) {
        return values.stream()
            .filter(test.negate())
            .findFirst()
            .map(value -> "has " + Quoting.quote(value) + ", which is not " + what)
            .orElse(null);
      }

      @Override
      public String bounds() {
        return "each " + what;
      }
    };
  }
}
