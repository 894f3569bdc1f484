package io.cablebridge.http.exchange;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.eclipse.jetty.server.Request;

/**
 * The name of one request in the log and in the header {@code X-Request-Id} of an error: the
 * client's own if it is 1 to 64 characters of {@code A-Z a-z 0-9 . _ -}, else 16 random hexadecimal
 * digits. It is created on first use, as most requests never need one, and kept by the request.
 */
public final class RequestId {
  public static final String HEADER = "X-Request-Id";

  private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final String ATTRIBUTE = RequestId.class.getName();

  private RequestId() {}

  /** The id of a request; every call returns the same. */
  public static String of(Request request) {
    if (request.getAttribute(ATTRIBUTE) instanceof String existing) {
      return existing;
    }
    String sent = request.getHeaders().get(HEADER);
    String id = sent != null && SAFE.matcher(sent).matches() ? sent : random();
    request.setAttribute(ATTRIBUTE, id);
    return id;
  }

  /** The id is no secret, so a secure random source is not needed. */
  private static String random() {
    return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
  }
}
