package io.cablebridge.http.request;

import io.cablebridge.time.LogLimiter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The headers of one handshake while {@link HandshakeFactory} collects them: names and values in
 * turn. A value may hold a tab (RFC 9110 5.5), and browsers keep one in a cookie; a header with
 * another control character is left out.
 */
final class HandshakeHeaders {
  private static final Logger log = LoggerFactory.getLogger(HandshakeHeaders.class);

  private final List<String> namesAndValues = new ArrayList<>(20);
  private final LogLimiter leftOut;

  HandshakeHeaders(LogLimiter leftOut) {
    this.leftOut = leftOut;
  }

  /** Adds a header, unless the request does not have it. */
  void add(String name, @Nullable String value) {
    if (value == null || value.isEmpty()) {
      return;
    }
    if (value.chars().anyMatch(HandshakeHeaders::isForbidden)) {
      leftOut
          .pass()
          .ifPresent(
              others ->
                  log.warn(
                      "a header does not reach Rails, since it holds a control character header={}"
                          + " others={}",
                      name,
                      others));
      return;
    }
    namesAndValues.add(name);
    namesAndValues.add(value);
  }

  private static boolean isForbidden(int character) {
    return (character < ' ' && character != '\t') || character == 127;
  }

  List<String> namesAndValues() {
    return namesAndValues;
  }
}
