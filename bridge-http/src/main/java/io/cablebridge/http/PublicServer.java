package io.cablebridge.http;

import io.cablebridge.health.Readiness;
import io.cablebridge.http.anycable.AnyCableConfig;
import io.cablebridge.http.anycable.AnyCableHandler;
import io.cablebridge.http.anycable.AnyCableRequestReader;
import io.cablebridge.http.anycable.JwtAuthenticator;
import io.cablebridge.http.anycable.JwtConfig;
import io.cablebridge.http.exchange.ErrorCode;
import io.cablebridge.http.exchange.RequestCounters;
import io.cablebridge.http.exchange.Responses;
import io.cablebridge.http.publish.PublishConfig;
import io.cablebridge.http.publish.PublishHandler;
import io.cablebridge.http.request.BindingConfig;
import io.cablebridge.http.request.ForwardingConfig;
import io.cablebridge.http.request.HandshakeFactory;
import io.cablebridge.http.request.HttpConfig;
import io.cablebridge.http.session.CommandConfig;
import io.cablebridge.http.session.CommandHandler;
import io.cablebridge.http.session.CommandReader;
import io.cablebridge.http.session.PollConfig;
import io.cablebridge.http.session.PollHandler;
import io.cablebridge.http.session.SessionResolver;
import io.cablebridge.http.session.SseHandler;
import io.cablebridge.http.sse.SseConfig;
import io.cablebridge.http.sse.SseResponseFactory;
import io.cablebridge.http.tls.TlsCertificate;
import io.cablebridge.session.SessionRegistry;
import io.cablebridge.stream.StreamBroker;
import io.cablebridge.stream.name.StreamResolver;
import io.cablebridge.time.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.eclipse.jetty.util.thread.ThreadPool;
import org.jspecify.annotations.Nullable;

/**
 * The public listener: one Jetty server whose tree of handlers is static and non-blocking, without
 * which every request would be handed to another thread. Started last and stopped first.
 */
public final class PublicServer implements AutoCloseable {
  private static final int KERNEL_BUFFER = 64 * 1024;
  private static final int ACCEPT_QUEUE = 4096;
  private static final long REQUEST_IDLE_MILLIS = 75_000;
  private static final Duration LOOK_AT_CERTIFICATE = Duration.ofSeconds(10);

  private final Server server;
  private final ServerConnector connector;
  private final RequestCounters counts = new RequestCounters();
  private final CommandReader reader;
  private final CommandHandler commands;
  private final PublishHandler publishing;
  private final BridgeHandler bridge;
  private final Time time;
  private final ThreadPool threads;
  private final @Nullable TlsCertificate certificate;
  private Time.@Nullable Cancellable looking;

  /**
   * @param before handlers that are asked first; each must be non-blocking
   */
  public PublicServer(
      HttpConfig http,
      SseConfig sse,
      PollConfig poll,
      CommandConfig command,
      ForwardingConfig forwarding,
      BindingConfig binding,
      AnyCableConfig events,
      JwtConfig jwt,
      PublishConfig publish,
      SessionRegistry sessions,
      StreamResolver names,
      StreamBroker broker,
      Readiness readiness,
      Time time,
      ThreadPool threads,
      Scheduler scheduler,
      ByteBufferPool buffers,
      List<Handler> before) {
    this.time = time;
    this.threads = threads;
    server = new Server(threads, scheduler, buffers);
    HttpConfiguration configuration = new HttpConfiguration();
    configuration.setSendServerVersion(false);
    configuration.setSendDateHeader(false);
    configuration.setOutputAggregationSize(0);
    configuration.setOutputBufferSize(KERNEL_BUFFER);
    configuration.setHeaderCacheSize(0);
    configuration.setRequestHeaderSize(16 * 1024);
    configuration.setResponseHeaderSize(2 * 1024);
    certificate = http.tls().isOn() ? new TlsCertificate(http.tls()) : null;
    ConnectionFactory[] protocols =
        PublicProtocols.of(http.tls(), certificate, configuration)
            .toArray(ConnectionFactory[]::new);
    connector = new ServerConnector(server, null, null, null, 1, 1, protocols);
    connector.setHost(http.host().isEmpty() ? null : http.host());
    connector.setPort(http.port());
    connector.setAcceptQueueSize(ACCEPT_QUEUE);
    connector.setAcceptedSendBufferSize(KERNEL_BUFFER);
    connector.setIdleTimeout(REQUEST_IDLE_MILLIS);
    connector.setShutdownIdleTimeout(200);
    server.addConnector(connector);
    HandshakeFactory handshakes = new HandshakeFactory(forwarding, binding);
    SessionResolver gate = new SessionResolver(sessions, handshakes);
    reader = new CommandReader(http.maxCommands());
    SseResponseFactory responses = new SseResponseFactory(sse, time, threads, buffers);
    commands = new CommandHandler(gate, reader, http.maxBody(), command, time);
    publishing = new PublishHandler(http.basePath(), publish, broker);
    bridge =
        new BridgeHandler(
            http,
            binding,
            jwt.header(),
            handshakes,
            gate,
            new SseHandler(gate, reader, sse, responses),
            new PollHandler(gate, poll, time),
            commands,
            new AnyCableHandler(
                gate,
                new AnyCableRequestReader(new JwtAuthenticator(jwt, time), time),
                names,
                responses,
                sse,
                events,
                time),
            publishing);
    List<Handler> tree = new ArrayList<>();
    tree.add(counts);
    tree.add(new ProbeHandler(http.basePath(), readiness));
    tree.addAll(before);
    tree.add(bridge);
    server.setHandler(new Handler.Sequence(false, tree));
    server.setDynamic(false);
    server.setErrorHandler(new ErrorObject());
    server.setAttribute(RequestCounters.NAME, counts);
  }

  /** Takes over other origins and other bounds of bodies; all else holds from start to end. */
  public void adopt(HttpConfig http, PublishConfig publish) {
    reader.adopt(http);
    commands.adopt(http);
    publishing.adopt(publish);
    bridge.adopt(http);
  }

  public void start() throws Exception {
    TlsCertificate tls = certificate;
    if (tls != null) {
      tls.load();
      // Reading files may block, which the timer must not.
      looking = time.every(LOOK_AT_CERTIFICATE, () -> threads.execute(tls::look));
    }
    server.start();
  }

  /** The port that is listened on; of use when 0 was asked for. */
  public int port() {
    return connector.getLocalPort();
  }

  /** How many requests have come since the start; goes on counting. */
  public Number requests() {
    return counts.taken();
  }

  /** How many were refused, by the code of the error; goes on counting. */
  public Map<String, ? extends Number> refusals() {
    return counts.refused();
  }

  /** How many requests went beyond a setting that bounds them, by its key; goes on counting. */
  public Map<String, Number> beyond() {
    Map<String, Number> beyond = new HashMap<>(counts.tooLong());
    beyond.put("http.max-commands", reader.tooMany());
    return beyond;
  }

  @Override
  public void close() throws Exception {
    Time.Cancellable look = looking;
    if (look != null) {
      look.cancel();
    }
    server.stop();
  }

  /** What Jetty itself refuses, before any handler: in the same form as every other error. */
  private static final class ErrorObject extends ErrorHandler {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      ErrorCode code = code(response.getStatus());
      Responses.refuse(request, response, code, detail(code), callback);
      return true;
    }

    private static ErrorCode code(int status) {
      return switch (status) {
        case 404 -> ErrorCode.NOT_FOUND;
        case 405 -> ErrorCode.METHOD_NOT_ALLOWED;
        case 413 -> ErrorCode.PAYLOAD_TOO_LARGE;
        case 414 -> ErrorCode.URI_TOO_LONG;
        case 431 -> ErrorCode.HEADERS_TOO_LARGE;
        case 500 -> ErrorCode.INTERNAL;
        case 503 -> ErrorCode.SHUTTING_DOWN;
        // What we cannot speak (501, 505) is the client's mistake.
        default -> ErrorCode.BAD_REQUEST;
      };
    }

    private static String detail(ErrorCode code) {
      return switch (code) {
        case INTERNAL -> "Something went wrong in the bridge.";
        case SHUTTING_DOWN -> "The bridge is shutting down.";
        default -> "The request is not one that HTTP/1.1 allows, or it is too large.";
      };
    }
  }
}
