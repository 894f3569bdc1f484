package io.cablebridge.http;

import io.cablebridge.time.Time;
import java.util.concurrent.Executor;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.server.TunnelSupport;
import org.jspecify.annotations.Nullable;

/** Begins the responses that are event streams. Thread-safe, one for the process. */
final class SseResponses {
  private final SseConfig config;
  private final Time time;
  private final Executor executor;
  private final ByteBufferPool buffers;

  SseResponses(SseConfig config, Time time, Executor executor, ByteBufferPool buffers) {
    this.config = config;
    this.time = time;
    this.executor = executor;
    this.buffers = buffers;
  }

  /** A response of which nothing was sent yet. */
  SseResponse begin(Exchange exchange, SseFormat format) {
    TunnelSupport tunnel =
        config.detach() == SseConfig.Detach.OFF ? null : exchange.request().getTunnelSupport();
    @Nullable SseConnection connection =
        tunnel == null ? null : new SseConnection(tunnel.getEndPoint(), executor, buffers);
    SseOutput output =
        connection == null
            ? new ResponseOutput(exchange.response(), exchange.callback())
            : connection;
    SseListener listener = new SseListener(format, output, config, buffers, time.nanos());
    return new SseResponse(exchange, connection, listener, config);
  }
}
