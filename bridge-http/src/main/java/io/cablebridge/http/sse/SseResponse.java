package io.cablebridge.http.sse;

import io.cablebridge.http.exchange.Exchange;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * The beginning of an event stream: its head, and what leaves at once; then its listener writes.
 * Over HTTP/1.1 the stream leaves HTTP after that ({@link SseConnection}). Made by {@link
 * SseResponseFactory} for one request.
 */
public final class SseResponse {
  private final Exchange exchange;
  private final @Nullable SseConnection connection;
  private final SseListener listener;
  private final SseConfig config;

  SseResponse(
      Exchange exchange,
      @Nullable SseConnection connection,
      SseListener listener,
      SseConfig config) {
    this.exchange = exchange;
    this.connection = connection;
    this.listener = listener;
    this.config = config;
  }

  public SseListener listener() {
    return listener;
  }

  /**
   * Sends the head, when to come back, what fills the buffers of proxies that hold the first
   * kilobytes, and the first events; then starts the listener.
   */
  public void send(ByteBuffer events) {
    exchange.response().setStatus(200);
    head(exchange.response().getHeaders());
    ByteBuffer bytes = ByteBuffer.allocate(64 + config.padding() + events.remaining());
    SseEventWriter.retry(config.retryMillis(), bytes);
    if (config.padding() > 0) {
      SseEventWriter.comment(config.padding(), bytes);
    }
    bytes.put(events).flip();
    SseConnection detached = connection;
    exchange
        .response()
        .write(false, bytes, detached == null ? begunInHttp() : begunOutside(detached));
  }

  private void head(HttpFields.Mutable headers) {
    headers.put(HttpHeader.CONTENT_TYPE, "text/event-stream");
    headers.put(HttpHeader.CACHE_CONTROL, "no-cache, no-store, no-transform");
    headers.put("X-Accel-Buffering", "no");
    if (connection != null) {
      headers.put(HttpHeader.CONNECTION, "close");
    }
  }

  private Callback begunInHttp() {
    exchange.request().addIdleTimeoutListener(timeout -> false);
    exchange.request().addFailureListener(failure -> listener.gone());
    return Callback.from(listener::start, failure -> listener.gone());
  }

  private Callback begunOutside(SseConnection detached) {
    detached.carry(listener);
    Request request = exchange.request();
    return Callback.from(
        () -> {
          request.setAttribute(HttpStream.UPGRADE_CONNECTION_ATTRIBUTE, detached);
          exchange.callback().succeeded();
        },
        failure -> {
          listener.gone();
          exchange.callback().failed(failure);
        });
  }
}
