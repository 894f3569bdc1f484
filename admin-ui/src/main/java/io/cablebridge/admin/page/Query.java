package io.cablebridge.admin.page;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The parameters of a page's address, each at most once. Hostile text: what a page does not
 * understand is answered with a sentence that repeats nothing of it.
 */
public final class Query {
  /** The value of {@code renew} that keeps a page as it is. */
  public static final String STILL = "off";

  private static final int LONGEST = 200;

  private final Map<String, String> values;

  private Query(Map<String, String> values) {
    this.values = values;
  }

  /**
   * @param known the parameters that the page has; {@code renew} belongs to all of them
   */
  public static Query of(Map<String, String[]> parameters, Set<String> known) throws PageException {
    Map<String, String> values = new TreeMap<>();
    for (Map.Entry<String, String[]> parameter : parameters.entrySet()) {
      String name = parameter.getKey();
      if (!known.contains(name) && !name.equals("renew")) {
        throw PageException.badRequest(
            known.isEmpty()
                ? "This page has no parameters."
                : "A parameter is not one of this page, which has "
                    + String.join(", ", Collections.unmodifiableCollection(sorted(known)))
                    + ".");
      }
      if (parameter.getValue().length > 1) {
        throw PageException.badRequest("The parameter " + name + " may be given once.");
      }
      String value = parameter.getValue()[0];
      if (value.length() > LONGEST) {
        throw PageException.badRequest(
            "The parameter " + name + " may have at most " + LONGEST + " characters.");
      }
      values.put(name, value);
    }
    return new Query(values);
  }

  private static List<String> sorted(Set<String> names) {
    return names.stream().sorted().toList();
  }

  /** Empty if it is not there. */
  public String text(String name) {
    return values.getOrDefault(name, "");
  }

  /** Whether the page reloads itself where there are no scripts. */
  public boolean renews() {
    return !text("renew").equals(STILL);
  }

  /** One of some words; empty if it is not there or empty. */
  public String word(String name, List<String> words) throws PageException {
    String value = text(name);
    if (!value.isEmpty() && !words.contains(value)) {
      throw PageException.badRequest(
          "The parameter " + name + " must be one of " + String.join(", ", words) + ".");
    }
    return value;
  }

  /** A whole number; the fallback if it is not there or empty. */
  public int number(String name, int min, int fallback) throws PageException {
    String value = text(name);
    if (value.isEmpty()) {
      return fallback;
    }
    int most = 1_000_000_000;
    int number = value.matches("[0-9]{1,9}") ? Integer.parseInt(value) : -1;
    if (number < min || number > most) {
      throw PageException.badRequest(
          "The parameter " + name + " must be a whole number, at least " + min + ".");
    }
    return number;
  }

  Map<String, String> values() {
    return Collections.unmodifiableMap(values);
  }
}
