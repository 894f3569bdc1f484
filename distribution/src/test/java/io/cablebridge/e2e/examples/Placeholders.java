package io.cablebridge.e2e.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The placeholders in a page's examples. {@code <session_id>} matches any value the first time and
 * the same value afterwards; {@code <a time>} matches any value each time.
 */
final class Placeholders {

  private static final Pattern PLACEHOLDER = Pattern.compile("<([a-z][a-z0-9_ ]*)>");

  private final Map<String, String> known = new HashMap<>();

  /** Replaces the placeholders with known values. */
  String filled(String text) {
    return PLACEHOLDER
        .matcher(text)
        .replaceAll(
            match -> {
              String value = known.get(match.group(1));
              assertThat(value).as("the value of %s", match.group()).isNotNull();
              return Matcher.quoteReplacement(value);
            });
  }

  /** Returns whether a text matches the expected one. */
  boolean isSame(String actual, String expected) {
    return pattern(expected, new ArrayList<>()).matcher(actual).matches();
  }

  /** Asserts that a text matches the expected one, and stores the values of its placeholders. */
  void assertSame(String where, String actual, String expected) {
    List<String> learned = new ArrayList<>();
    Matcher match = pattern(expected, learned).matcher(actual);
    assertThat(match.matches()).as("%s%nexpected: %s%nwas: %s", where, expected, actual).isTrue();
    for (int i = 0; i < learned.size(); i++) {
      known.put(learned.get(i), match.group(i + 1));
    }
  }

  private Pattern pattern(String expected, List<String> learned) {
    StringBuilder pattern = new StringBuilder();
    int end = 0;
    for (Matcher found = PLACEHOLDER.matcher(expected); found.find(); end = found.end()) {
      pattern.append(Pattern.quote(expected.substring(end, found.start())));
      pattern.append(form(found.group(1), learned));
    }
    return Pattern.compile(pattern.append(Pattern.quote(expected.substring(end))).toString());
  }

  private String form(String name, List<String> learned) {
    if (name.startsWith("a ")) {
      return "[^\"\\n]+";
    }
    String value = known.get(name);
    if (value != null) {
      return Pattern.quote(value);
    }
    int before = learned.indexOf(name);
    if (before >= 0) {
      return "\\" + (before + 1);
    }
    learned.add(name);
    return "([^\"\\s/,]+)";
  }
}
