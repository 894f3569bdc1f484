package io.cablebridge.http.request;

import java.util.List;

/**
 * What must be equal between the request that opened a session and every later one; keys under
 * {@code session.}
 *
 * @param bindHeaders names of headers; default {@code Origin}, an empty list binds none
 * @param bindCookies names of cookies; default none
 */
public record BindingConfig(List<String> bindHeaders, List<String> bindCookies) {

  /** Keeps copies of the lists. */
  public BindingConfig {
    bindHeaders = List.copyOf(bindHeaders);
    bindCookies = List.copyOf(bindCookies);
  }

  /** The values that hold when nothing is configured. */
  public static BindingConfig defaults() {
    return new BindingConfig(List.of("Origin"), List.of());
  }
}
