package io.cablebridge.http.request;

import io.cablebridge.address.IpAddress;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.jspecify.annotations.Nullable;

/**
 * The hop of a request at which the client spoke to the first trusted proxy. Each proxy appends its
 * values to the {@code X-Forwarded-*} headers, so those of one hop have the same place in each
 * list, counted from the end. Created for one request.
 *
 * @param address the right-most address that is not of a trusted proxy: a client can write whatever
 *     is left of it
 * @param fromEnd how many values after those of this hop a list has
 */
record ForwardedHop(IpAddress address, int fromEnd) {
  /** The place of the first value, in a list of any length: every hop is a trusted proxy. */
  private static final int FIRST = Integer.MAX_VALUE;

  static ForwardedHop of(HttpFields headers, IpAddress peer, Predicate<IpAddress> isProxy) {
    List<String> chain = values(headers, HttpHeader.X_FORWARDED_FOR.asString());
    if (chain.isEmpty()) {
      return new ForwardedHop(named(headers, peer), FIRST);
    }
    IpAddress address = peer;
    int fromEnd = 0;
    for (int passed = 0; passed < chain.size(); passed++) {
      IpAddress hop = IpAddress.parseWithPort(chain.get(chain.size() - 1 - passed));
      if (hop == null) {
        return new ForwardedHop(address, fromEnd);
      }
      address = hop;
      fromEnd = passed;
      if (!isProxy.test(hop)) {
        return new ForwardedHop(address, fromEnd);
      }
    }
    return new ForwardedHop(address, FIRST);
  }

  /** A proxy that keeps no chain may name the client alone, in {@code X-Real-IP}. */
  private static IpAddress named(HttpFields headers, IpAddress peer) {
    String real = headers.get("X-Real-IP");
    IpAddress address = real == null ? null : IpAddress.parseWithPort(real.trim());
    return address == null ? peer : address;
  }

  /** The value of this hop; the first one of a shorter list. Null unless it has the form. */
  @Nullable String value(HttpFields headers, String name, Predicate<String> form) {
    List<String> values = values(headers, name);
    if (values.isEmpty()) {
      return null;
    }
    String value = values.get(Math.max(0, values.size() - 1 - fromEnd));
    return form.test(value) ? value : null;
  }

  private static List<String> values(HttpFields headers, String name) {
    return headers.getValuesList(name).stream()
        .flatMap(line -> Stream.of(line.split(",", -1)))
        .map(String::trim)
        .toList();
  }
}
