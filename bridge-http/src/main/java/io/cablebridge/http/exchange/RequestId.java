package io.cablebridge.http.exchange;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * The name of one request in the log and in an error's header {@code X-Request-Id}: the one that it
 * brought, if that is 1 to 64 characters of {@code A-Z a-z 0-9 . _ -}, else 16 hexadecimal digits
 * of our own. Made when first asked for, as most requests never need one, and kept by the request.
 */
public final class RequestId {
  public static final String HEADER = "X-Request-Id";

  private static final int LONGEST = 64;
  private static final String ATTRIBUTE = RequestId.class.getName();

  private RequestId() {}

  /** The same for as long as the request lives. */
  public static String of(Request request) {
    if (request.getAttribute(ATTRIBUTE) instanceof String known) {
      return known;
    }
    String brought = request.getHeaders().get(HEADER);
    String id = isSafe(brought) ? brought : minted();
    request.setAttribute(ATTRIBUTE, id);
    return id;
  }

  /** No secret is in it, so no secure random source is needed. */
  private static String minted() {
    return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
  }

  private static boolean isSafe(@Nullable String text) {
    return text != null
        && !text.isEmpty()
        && text.length() <= LONGEST
        && text.chars().allMatch(RequestId::isPlain);
  }

  private static boolean isPlain(int c) {
    return (c >= 'A' && c <= 'Z')
        || (c >= 'a' && c <= 'z')
        || (c >= '0' && c <= '9')
        || c == '.'
        || c == '_'
        || c == '-';
  }
}
