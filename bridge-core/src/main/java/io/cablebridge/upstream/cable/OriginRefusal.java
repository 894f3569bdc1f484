package io.cablebridge.upstream.cable;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Locale;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.util.BufferUtil;

/**
 * Reads the beginning of an error response to a handshake. It distinguishes Rails' refusal of an
 * Origin, {@code Page not found} in plain text (Rails' {@code
 * actioncable/lib/action_cable/connection/base.rb}), from the 404 of a proxy. One for each
 * handshake.
 */
final class OriginRefusal implements Request.Listener {
  private static final String BODY = "Page not found";

  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private volatile boolean plainText;

  @Override
  public void onBegin(Request request) {
    request.onResponseHeaders(this::head);
    request.onResponseContent((response, content) -> keep(content));
  }

  private void head(Response response) {
    String type = response.getHeaders().get(HttpHeader.CONTENT_TYPE);
    plainText = type != null && type.toLowerCase(Locale.ROOT).startsWith("text/plain");
  }

  private void keep(ByteBuffer content) {
    int length = Math.min(content.remaining(), BODY.length() + 1 - body.size());
    body.writeBytes(BufferUtil.toArray(content.slice().limit(length)));
  }

  boolean isComplete() {
    return plainText && body.toString(US_ASCII).equals(BODY);
  }
}
