package io.cablebridge.http.sse;

import java.io.EOFException;
import java.nio.ByteBuffer;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/** A stream that stays an HTTP response: over HTTP/2, and with {@code sse.detach: off}. */
final class HttpSseTransport implements SseTransport {
  private final Response response;
  private final Callback exchange;

  HttpSseTransport(Response response, Callback exchange) {
    this.response = response;
    this.exchange = exchange;
  }

  @Override
  public void write(ByteBuffer bytes, Callback callback) {
    response.write(false, bytes, callback);
  }

  @Override
  public void close(boolean afterLastBytes) {
    if (afterLastBytes) {
      response.write(true, BufferUtil.EMPTY_BUFFER, exchange);
    } else {
      exchange.failed(new EOFException("the client has disconnected"));
    }
  }
}
