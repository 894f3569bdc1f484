package io.cablebridge.admin.page;

import jakarta.servlet.http.HttpServletResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The parameters of a page's address, each at most once. Hostile text: an error message repeats
 * nothing of it.
 *
 * @param names those that the page allows, in the order of its addresses
 */
public record Query(List<String> names, Map<String, String> values) {
  /** The parameter that stops the reload without scripts, and its value. */
  public static final String RENEW = "renew";

  public static final String RENEW_OFF = "off";

  /** The parameter that names what an operator has just done; allowed on all pages. */
  public static final String DONE = "done";

  private static final int MAX_LENGTH = 200;

  /** Beside the allowed ones, {@code renew} and {@code done} are parameters of every page. */
  public static Query of(Map<String, String[]> parameters, List<String> allowed)
      throws PageException {
    Map<String, String> values = new HashMap<>();
    for (Map.Entry<String, String[]> parameter : parameters.entrySet()) {
      String name = parameter.getKey();
      if (!allowed.contains(name) && !name.equals(RENEW) && !name.equals(DONE)) {
        throw badRequest(
            allowed.isEmpty()
                ? "This page has no parameters."
                : "Unknown parameter; this page has "
                    + allowed.stream().sorted().collect(Collectors.joining(", ", "", ".")));
      }
      if (parameter.getValue().length > 1) {
        throw badRequest("The parameter " + name + " may be given once.");
      }
      String value = parameter.getValue()[0];
      if (value.length() > MAX_LENGTH) {
        throw badRequest(
            "The parameter " + name + " may have at max " + MAX_LENGTH + " characters.");
      }
      values.put(name, value);
    }
    return new Query(allowed, values);
  }

  private static PageException badRequest(String sentence) {
    return new PageException(HttpServletResponse.SC_BAD_REQUEST, sentence);
  }

  public String text(String name) {
    return values.getOrDefault(name, "");
  }

  public boolean renews() {
    return !text(RENEW).equals(RENEW_OFF);
  }

  /** One of the given words; empty if it is missing or empty. */
  public String word(String name, List<String> words) throws PageException {
    String value = text(name);
    if (!value.isEmpty() && !words.contains(value)) {
      throw badRequest(
          "The parameter " + name + " must be one of " + String.join(", ", words) + ".");
    }
    return value;
  }

  /** A whole number of at most nine digits; the fallback if it is missing or empty. */
  public int number(String name, int min, int fallback) throws PageException {
    String value = text(name);
    if (value.isEmpty()) {
      return fallback;
    }
    int number = value.matches("[0-9]{1,9}") ? Integer.parseInt(value) : -1;
    if (number < min) {
      throw badRequest("The parameter " + name + " must be a whole number, at least " + min + ".");
    }
    return number;
  }

  /** The same with another value, empty for none. */
  public Query with(String name, String value) {
    Map<String, String> changed = new HashMap<>(values);
    changed.put(name, value);
    return new Query(names, changed);
  }

  /** The address of a page with these parameters. */
  public String address(String path) {
    String query =
        Stream.concat(names.stream(), Stream.of(RENEW))
            .filter(name -> !text(name).isEmpty())
            .map(name -> name + "=" + encoded(text(name)))
            .collect(Collectors.joining("&"));
    return query.isEmpty() ? path : path + "?" + query;
  }

  public static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
