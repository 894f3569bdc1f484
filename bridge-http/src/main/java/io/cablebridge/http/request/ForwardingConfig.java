package io.cablebridge.http.request;

import java.util.List;

/**
 * What of a client's request reaches Rails; keys under {@code upstream.}
 *
 * @param host the {@code Host} that Rails sees; default empty, which means the public host
 * @param forwardCookies names of the cookies that pass; default none named, which means all
 * @param forwardHeaders names of headers that pass beside the usual ones; default none
 * @param forwardQuery names of query parameters that are added to the upstream URL; default none
 */
public record ForwardingConfig(
    String host,
    List<String> forwardCookies,
    List<String> forwardHeaders,
    List<String> forwardQuery) {

  /** Keeps copies of the lists. */
  public ForwardingConfig {
    forwardCookies = List.copyOf(forwardCookies);
    forwardHeaders = List.copyOf(forwardHeaders);
    forwardQuery = List.copyOf(forwardQuery);
  }

  /** The values that hold when nothing is configured. */
  public static ForwardingConfig defaults() {
    return new ForwardingConfig("", List.of(), List.of(), List.of());
  }
}
