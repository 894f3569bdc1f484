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
 * What one handshake did: whether any byte of it was sent, and the beginning of an error response.
 * It distinguishes Rails' refusal of an Origin, {@code Page not found} in plain text (Rails' {@code
 * actioncable/lib/action_cable/connection/base.rb}), from the 404 of a proxy. One for each
 * handshake.
 */
final class HandshakeTrace implements Request.Listener {
  private static final String BODY = "Page not found";

  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private volatile boolean plainText;
  private volatile boolean sent;

  @Override
  public void onBegin(Request request) {
    request.onResponseHeaders(this::head);
    request.onResponseContent((response, content) -> keep(content));
  }

  @Override
  public void onCommit(Request request) {
    sent = true;
  }

  /** Whether the head of the request was sent. */
  boolean isSent() {
    return sent;
  }

  private void head(Response response) {
    String type = response.getHeaders().get(HttpHeader.CONTENT_TYPE);
    plainText = type != null && type.toLowerCase(Locale.ROOT).startsWith("text/plain");
  }

  private void keep(ByteBuffer content) {
    int length = Math.min(content.remaining(), BODY.length() + 1 - body.size());
    body.writeBytes(BufferUtil.toArray(content.slice().limit(length)));
  }

  boolean isOriginRefused() {
    return plainText && body.toString(US_ASCII).equals(BODY);
  }
}
