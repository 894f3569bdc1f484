package io.cablebridge.http.sse;

import io.cablebridge.http.exchange.Exchange;
import io.cablebridge.time.Time;
import jakarta.inject.Inject;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.server.TunnelSupport;
import org.eclipse.jetty.util.thread.ThreadPool;
import org.jspecify.annotations.Nullable;

/** Creates the responses that are event streams. One for the process, thread-safe. */
public final class SseResponseFactory {
  private final SseConfig config;
  private final Time time;
  private final ThreadPool threads;
  private final ByteBufferPool buffers;

  @Inject
  SseResponseFactory(SseConfig config, Time time, ThreadPool threads, ByteBufferPool buffers) {
    this.config = config;
    this.time = time;
    this.threads = threads;
    this.buffers = buffers;
  }

  /** A response that has sent nothing yet. */
  public SseResponse create(Exchange exchange, SseEncoding encoding) {
    TunnelSupport tunnel =
        config.detach() == SseConfig.Detach.OFF ? null : exchange.request().getTunnelSupport();
    @Nullable SseConnection connection =
        tunnel == null ? null : new SseConnection(tunnel.getEndPoint(), threads, buffers);
    SseTransport transport =
        connection == null
            ? new HttpSseTransport(exchange.response(), exchange.callback())
            : connection;
    SseListener listener = new SseListener(encoding, transport, config, buffers, time.nanos());
    return new SseResponse(exchange, connection, listener, config);
  }
}
