package io.cablebridge.http.exchange;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * The name of one request in the log and in the header {@code X-Request-Id} of an error: the
 * client's own if it is 1 to 64 characters of {@code A-Z a-z 0-9 . _ -}, else 16 random hexadecimal
 * digits. It is created on first use, as most requests never need one, and kept by the request.
 */
public final class RequestId {
  public static final String HEADER = "X-Request-Id";

  private static final int MAX_LENGTH = 64;
  private static final String ATTRIBUTE = RequestId.class.getName();

  private RequestId() {}

  /** The id of a request; every call returns the same. */
  public static String of(Request request) {
    if (request.getAttribute(ATTRIBUTE) instanceof String existing) {
      return existing;
    }
    String sent = request.getHeaders().get(HEADER);
    String id = isSafe(sent) ? sent : random();
    request.setAttribute(ATTRIBUTE, id);
    return id;
  }

  /** The id is no secret, so a secure random source is not needed. */
  private static String random() {
    return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
  }

  private static boolean isSafe(@Nullable String text) {
    return text != null
        && !text.isEmpty()
        && text.length() <= MAX_LENGTH
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
