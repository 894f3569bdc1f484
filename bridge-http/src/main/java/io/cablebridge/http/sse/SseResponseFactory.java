package io.cablebridge.http.sse;

import io.cablebridge.http.exchange.Exchange;
import io.cablebridge.time.Time;
import java.util.concurrent.Executor;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.server.TunnelSupport;
import org.jspecify.annotations.Nullable;

/** Begins the responses that are event streams. Thread-safe, one for the process. */
public final class SseResponseFactory {
  private final SseConfig config;
  private final Time time;
  private final Executor executor;
  private final ByteBufferPool buffers;

  public SseResponseFactory(
      SseConfig config, Time time, Executor executor, ByteBufferPool buffers) {
    this.config = config;
    this.time = time;
    this.executor = executor;
    this.buffers = buffers;
  }

  /** A response of which nothing was sent yet. */
  public SseResponse begin(Exchange exchange, SseEncoding format) {
    TunnelSupport tunnel =
        config.detach() == SseConfig.Detach.OFF ? null : exchange.request().getTunnelSupport();
    @Nullable SseConnection connection =
        tunnel == null ? null : new SseConnection(tunnel.getEndPoint(), executor, buffers);
    SseTransport output =
        connection == null
            ? new HttpSseTransport(exchange.response(), exchange.callback())
            : connection;
    SseListener listener = new SseListener(format, output, config, buffers, time.nanos());
    return new SseResponse(exchange, connection, listener, config);
  }
}
