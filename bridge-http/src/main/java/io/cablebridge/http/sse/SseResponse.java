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
 * The beginning of an event stream: the response's head and the first bytes, after which the
 * listener writes. Over HTTP/1.1 the stream then leaves HTTP ({@link SseConnection}). {@link
 * SseResponseFactory} creates it for one request.
 */
public final class SseResponse {
  private static final int RETRY_ROOM = 64;

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
   * Sends the head, the pause before a reconnection, padding for proxies that hold back the first
   * kilobytes, and the first events; then starts the listener.
   */
  public void send(ByteBuffer events) {
    exchange.response().setStatus(200);
    addHeaders(exchange.response().getHeaders());
    ByteBuffer bytes = ByteBuffer.allocate(RETRY_ROOM + config.padding() + events.remaining());
    SseEventWriter.retry(config.retryMillis(), bytes);
    if (config.padding() > 0) {
      SseEventWriter.comment(config.padding(), bytes);
    }
    bytes.put(events).flip();
    SseConnection detached = connection;
    Callback sent = detached == null ? startsInHttp() : startsDetached(detached);
    exchange.response().write(false, bytes, sent);
  }

  private void addHeaders(HttpFields.Mutable headers) {
    headers.put(HttpHeader.CONTENT_TYPE, "text/event-stream");
    headers.put(HttpHeader.CACHE_CONTROL, "no-cache, no-store, no-transform");
    headers.put("X-Accel-Buffering", "no");
    if (connection != null) {
      headers.put(HttpHeader.CONNECTION, "close");
    }
  }

  private Callback startsInHttp() {
    exchange.request().addIdleTimeoutListener(timeout -> false);
    exchange.request().addFailureListener(failure -> listener.disconnected());
    return Callback.from(listener::start, failure -> listener.disconnected());
  }

  private Callback startsDetached(SseConnection detached) {
    detached.setListener(listener);
    Request request = exchange.request();
    return Callback.from(
        () -> {
          request.setAttribute(HttpStream.UPGRADE_CONNECTION_ATTRIBUTE, detached);
          exchange.callback().succeeded();
        },
        failure -> {
          listener.disconnected();
          exchange.callback().failed(failure);
        });
  }
}
