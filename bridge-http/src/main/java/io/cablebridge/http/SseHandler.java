package io.cablebridge.http;

import io.cablebridge.protocol.Command;
import io.cablebridge.protocol.Position;
import io.cablebridge.session.AttachRefused;
import io.cablebridge.session.CloseReason;
import io.cablebridge.session.Session;
import io.cablebridge.time.Time;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.Executor;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.TunnelSupport;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Answers {@code GET /{id}} with {@code Accept: text/event-stream}: opens or resumes the session
 * and hands the response over to a {@link SseListener}. Over HTTP/1.1 the stream then leaves HTTP
 * ({@link SseConnection}).
 */
final class SseHandler {
  private final SessionGate gate;
  private final CommandReader commands;
  private final SseConfig config;
  private final Time time;
  private final Executor executor;
  private final ByteBufferPool buffers;

  SseHandler(
      SessionGate gate,
      CommandReader commands,
      SseConfig config,
      Time time,
      Executor executor,
      ByteBufferPool buffers) {
    this.gate = gate;
    this.commands = commands;
    this.config = config;
    this.time = time;
    this.executor = executor;
    this.buffers = buffers;
  }

  void handle(Exchange exchange, String id) throws ApiException {
    Position position = exchange.position();
    List<Command> subscribes = commands.subscribes(exchange.query().getValuesOrEmpty("subscribe"));
    Session session = gate.findOrOpen(id, exchange, position);
    CloseReason closed = session.closeReason();
    boolean forGood = closed != null && !closed.reconnect();
    if (forGood && position != null && position.epoch().equals(session.epoch())) {
      exchange.response().getHeaders().put("X-Session-Id", session.epoch());
      Answers.empty(exchange.response(), 204, exchange.callback()); // makes EventSource stop
      return;
    }
    gate.whenOpened(session, exchange, opened -> stream(exchange, opened, position, subscribes));
  }

  private void stream(
      Exchange exchange, Session session, @Nullable Position position, List<Command> subscribes) {
    TunnelSupport tunnel =
        config.detach() == SseConfig.Detach.OFF ? null : exchange.request().getTunnelSupport();
    SseConnection connection =
        tunnel == null ? null : new SseConnection(tunnel.getEndPoint(), executor, buffers);
    SseOutput output =
        connection == null
            ? new ResponseOutput(exchange.response(), exchange.callback())
            : connection;
    SseListener listener = new SseListener(session, output, config, buffers, time.nanos());
    try {
      listener.attached(session.attach(listener, position));
    } catch (AttachRefused e) {
      exchange.fail(SessionGate.refusal(e));
      return;
    }
    if (!subscribes.isEmpty()) {
      session.execute(subscribes);
    }
    head(exchange.response().getHeaders(), connection != null);
    exchange.response().setStatus(200);
    Callback begun;
    if (connection == null) {
      exchange.request().addIdleTimeoutListener(timeout -> false);
      exchange.request().addFailureListener(failure -> listener.gone());
      begun = Callback.from(listener::start, failure -> listener.gone());
    } else {
      connection.carry(listener);
      Request request = exchange.request();
      begun =
          Callback.from(
              () -> {
                request.setAttribute(HttpStream.UPGRADE_CONNECTION_ATTRIBUTE, connection);
                exchange.callback().succeeded();
              },
              failure -> {
                listener.gone();
                exchange.callback().failed(failure);
              });
    }
    exchange.response().write(false, preamble(listener), begun);
  }

  private static void head(HttpFields.Mutable headers, boolean detached) {
    headers.put(HttpHeader.CONTENT_TYPE, "text/event-stream");
    headers.put(HttpHeader.CACHE_CONTROL, "no-cache, no-store, no-transform");
    headers.put("X-Accel-Buffering", "no");
    if (detached) {
      headers.put(HttpHeader.CONNECTION, "close");
    }
  }

  /**
   * What leaves at once: when to come back, and what fills the buffers of proxies that hold the
   * first kilobytes.
   */
  private ByteBuffer preamble(SseListener listener) {
    ByteBuffer bytes = ByteBuffer.allocate(64 + config.padding());
    SseEncoder.retry(listener.retryMillis(), bytes);
    if (config.padding() > 0) {
      SseEncoder.comment(config.padding(), bytes);
    }
    return bytes.flip();
  }
}
