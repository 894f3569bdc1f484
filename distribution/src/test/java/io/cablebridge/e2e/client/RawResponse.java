package io.cablebridge.e2e.client;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * An HTTP/1.1 response read from a bare connection: the head at once, the body as it arrives,
 * whether it is chunked, has a length, or ends with the connection. A truncated body is an error.
 */
public record RawResponse(int status, Map<String, String> headers, InputStream body) {

  public static RawResponse read(InputStream in) throws IOException {
    String first = line(in);
    if (!first.startsWith("HTTP/1.1 ")) {
      throw new IOException("not an HTTP/1.1 answer: " + first);
    }
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      headers.merge(
          line.substring(0, colon), line.substring(colon + 1).trim(), (a, b) -> a + ", " + b);
    }
    return new RawResponse(Integer.parseInt(first.substring(9, 12)), headers, body(in, headers));
  }

  private static InputStream body(InputStream in, Map<String, String> headers) {
    String encoding = headers.getOrDefault("Transfer-Encoding", "").toLowerCase(Locale.ROOT);
    String length = headers.get("Content-Length");
    if (encoding.equals("chunked")) {
      return new Body(in, 0, true);
    }
    return length == null ? in : new Body(in, Long.parseLong(length), false);
  }

  public String header(String name) {
    return headers.getOrDefault(name, "");
  }

  public String text() throws IOException {
    return new String(body.readAllBytes(), StandardCharsets.UTF_8);
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException("the connection ended in the head, after: " + line);
      }
      if (b != '\r') {
        line.append((char) b);
      }
    }
    return line.toString();
  }

  /** A body with a known end: a length or the last chunk. */
  private static final class Body extends InputStream {

    private final InputStream in;
    private final boolean chunked;
    private long left;
    private boolean first = true;
    private boolean done;

    Body(InputStream in, long length, boolean chunked) {
      this.in = in;
      this.left = length;
      this.chunked = chunked;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      if (left == 0 && chunked && !done) {
        nextChunk();
      }
      if (left == 0) {
        return -1;
      }
      int n = in.read(buffer, offset, (int) Math.min(length, left));
      if (n < 0) {
        throw new EOFException("the body ended too early");
      }
      left -= n;
      return n;
    }

    private void nextChunk() throws IOException {
      if (!first) {
        line(in);
      }
      first = false;
      left = Long.parseLong(line(in).replaceFirst(";.*", "").trim(), 16);
      done = left == 0;
      if (done) {
        for (String trailer = line(in); !trailer.isEmpty(); trailer = line(in)) {}
      }
    }
  }
}
