package io.cablebridge.http.sse;

import io.cablebridge.http.exchange.Exchange;
import io.cablebridge.protocol.Position;
import io.cablebridge.session.Session;
import io.cablebridge.session.delivery.AttachRefusedException;
import io.cablebridge.time.Time;
import jakarta.inject.Inject;
import java.io.EOFException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.TunnelSupport;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.ThreadPool;
import org.jspecify.annotations.Nullable;

/**
 * Begins event streams: sends the response's head and the first bytes, after which an {@link
 * SseListener} writes. Over HTTP/1.1 the stream then leaves HTTP ({@link SseConnection}). One for
 * the process, thread-safe.
 */
public final class SseResponder {
  private final SseConfig config;
  private final Time time;
  private final ThreadPool threads;
  private final ByteBufferPool buffers;

  /** A stream that stays an HTTP response: over HTTP/2, and with {@code sse.detach: off}. */
  private record HttpTransport(Response response, Callback exchange) implements SseTransport {
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

  @Inject
  SseResponder(SseConfig config, Time time, ThreadPool threads, ByteBufferPool buffers) {
    this.config = config;
    this.time = time;
    this.threads = threads;
    this.buffers = buffers;
  }

  public SseConfig config() {
    return config;
  }

  /** Attaches a listener, or throws before anything is sent; then sends the first events. */
  public void begin(
      Exchange exchange,
      SseEncoding encoding,
      Session session,
      @Nullable Position position,
      ByteBuffer first)
      throws AttachRefusedException {
    Function<SseTransport, SseListener> listeners =
        transport -> new SseListener(encoding, transport, config, buffers, time.nanos());
    Request request = exchange.request();
    TunnelSupport tunnel =
        config.detach() == SseConfig.Detach.OFF ? null : request.getTunnelSupport();
    Callback callback = exchange.callback();
    if (tunnel == null) {
      SseListener listener = listeners.apply(new HttpTransport(exchange.response(), callback));
      listener.attached(session.attach(listener, position));
      request.addIdleTimeoutListener(timeout -> false);
      request.addFailureListener(failure -> listener.disconnected());
      send(exchange, first, Callback.from(listener::wake, failure -> listener.disconnected()));
      return;
    }
    SseConnection connection = new SseConnection(tunnel.getEndPoint(), threads, buffers, listeners);
    SseListener listener = connection.listener();
    listener.attached(session.attach(listener, position));
    exchange.response().getHeaders().put(HttpHeader.CONNECTION, "close");
    Callback leavesHttp =
        Callback.from(
            () -> {
              request.setAttribute(HttpStream.UPGRADE_CONNECTION_ATTRIBUTE, connection);
              callback.succeeded();
            },
            failure -> {
              listener.disconnected();
              callback.failed(failure);
            });
    send(exchange, first, leavesHttp);
  }

  /**
   * Sends the head, the pause before a reconnection, padding for proxies that hold back the first
   * kilobytes, and the first events.
   */
  private void send(Exchange exchange, ByteBuffer events, Callback sent) {
    HttpFields.Mutable headers = exchange.response().getHeaders();
    headers.put(HttpHeader.CONTENT_TYPE, "text/event-stream");
    headers.put(HttpHeader.CACHE_CONTROL, "no-cache, no-store, no-transform");
    headers.put("X-Accel-Buffering", "no");
    String padding = config.padding() == 0 ? "" : ":" + " ".repeat(config.padding()) + "\n\n";
    String head = SseEventWriter.retry(config.retryMillis()) + padding;
    ByteBuffer bytes = ByteBuffer.allocate(head.length() + events.remaining());
    bytes.put(head.getBytes(StandardCharsets.US_ASCII)).put(events).flip();
    exchange.response().setStatus(200);
    exchange.response().write(false, bytes, sent);
  }
}
