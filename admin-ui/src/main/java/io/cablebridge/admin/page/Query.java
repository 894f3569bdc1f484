package io.cablebridge.admin.page;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The parameters of a page's address, each at most once. Hostile text: an error message repeats
 * nothing of it.
 */
public final class Query {
  /** The value of {@code renew} that stops the reload. */
  public static final String RENEW_OFF = "off";

  private static final int MAX_LENGTH = 200;

  private final Map<String, String> values;

  private Query(Map<String, String> values) {
    this.values = values;
  }

  /**
   * @param allowed the parameters of the page; {@code renew} is allowed on all
   */
  public static Query of(Map<String, String[]> parameters, Set<String> allowed)
      throws PageException {
    Map<String, String> values = new TreeMap<>();
    for (Map.Entry<String, String[]> parameter : parameters.entrySet()) {
      String name = parameter.getKey();
      if (!allowed.contains(name) && !name.equals("renew")) {
        throw PageException.badRequest(
            allowed.isEmpty()
                ? "This page has no parameters."
                : "Unknown parameter; this page has "
                    + String.join(", ", Collections.unmodifiableCollection(sorted(allowed)))
                    + ".");
      }
      if (parameter.getValue().length > 1) {
        throw PageException.badRequest("The parameter " + name + " may be given once.");
      }
      String value = parameter.getValue()[0];
      if (value.length() > MAX_LENGTH) {
        throw PageException.badRequest(
            "The parameter " + name + " may have at max " + MAX_LENGTH + " characters.");
      }
      values.put(name, value);
    }
    return new Query(values);
  }

  private static List<String> sorted(Set<String> names) {
    return names.stream().sorted().toList();
  }

  /** The value, empty if it is missing. */
  public String text(String name) {
    return values.getOrDefault(name, "");
  }

  /** Whether the page reloads itself without scripts. */
  public boolean renews() {
    return !text("renew").equals(RENEW_OFF);
  }

  /** One of the given words; empty if it is missing or empty. */
  public String word(String name, List<String> words) throws PageException {
    String value = text(name);
    if (!value.isEmpty() && !words.contains(value)) {
      throw PageException.badRequest(
          "The parameter " + name + " must be one of " + String.join(", ", words) + ".");
    }
    return value;
  }

  /** A whole number; the fallback if it is missing or empty. */
  public int number(String name, int min, int fallback) throws PageException {
    String value = text(name);
    if (value.isEmpty()) {
      return fallback;
    }
    int max = 1_000_000_000;
    int number = value.matches("[0-9]{1,9}") ? Integer.parseInt(value) : -1;
    if (number < min || number > max) {
      throw PageException.badRequest(
          "The parameter " + name + " must be a whole number, at least " + min + ".");
    }
    return number;
  }

  Map<String, String> values() {
    return Collections.unmodifiableMap(values);
  }
}
