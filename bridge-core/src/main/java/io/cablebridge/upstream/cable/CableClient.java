package io.cablebridge.upstream.cable;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.cablebridge.bounded.AsyncLimiter;
import io.cablebridge.metric.Limit;
import io.cablebridge.session.Handshake;
import io.cablebridge.session.Session;
import io.cablebridge.session.Upstream;
import io.cablebridge.session.command.CommandLock;
import io.cablebridge.time.Time;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.eclipse.jetty.websocket.core.Configuration.ConfigurationCustomizer;
import org.eclipse.jetty.websocket.core.WebSocketComponents;
import org.eclipse.jetty.websocket.core.client.CoreClientUpgradeRequest;
import org.eclipse.jetty.websocket.core.client.WebSocketCoreClient;
import org.eclipse.jetty.websocket.core.exception.UpgradeException;

/**
 * The process's one WebSocket client, and the maker of {@link CableUpstream}s. It keeps no cookies
 * (one user's would go out with the next user's handshake), follows no redirects, and says nothing
 * to Rails that the session's handshake does not say. Started and stopped with the process.
 */
public final class CableClient implements AutoCloseable {
  private static final int SMALL_BUFFER = 1024;
  private static final int KERNEL_BUFFER = 64 * 1024;

  private volatile CableConfig config;
  private final Time time;
  private final CableCounters counters = new CableCounters();
  private final AsyncLimiter limiter;
  private final Reachability reachability;
  private final WebSocketCoreClient client;
  private final ConfigurationCustomizer limits = new ConfigurationCustomizer();

  /** Shares executor, scheduler and buffers with the server: one of each in the process. */
  public CableClient(
      CableConfig config,
      Executor executor,
      Scheduler scheduler,
      ByteBufferPool buffers,
      int selectors,
      Time time) {
    this.config = config;
    this.time = time;
    this.limiter = new AsyncLimiter(config.connectsPerSecond(), config.maxConnecting(), time);
    this.reachability = new Reachability(time, counters);
    limits.setIdleTimeout(
        Duration.ZERO); // the upstream's own clock knows better what silence means
    // Keeps our own commands in one frame. What comes in is handed on in pieces whatever its size,
    // and CableSocket bounds what is kept of it.
    limits.setMaxFrameSize(config.maxFrame());
    limits.setInputBufferSize(SMALL_BUFFER);
    limits.setOutputBufferSize(SMALL_BUFFER);
    ClientConnector connector = new InlineConnector();
    connector.setExecutor(executor);
    connector.setScheduler(scheduler);
    connector.setByteBufferPool(buffers);
    connector.setSelectors(selectors);
    connector.setConnectTimeout(config.connectTimeout());
    connector.setIdleTimeout(Duration.ZERO);
    connector.setReceiveBufferSize(KERNEL_BUFFER);
    HttpClient http = new HttpClient(new HttpClientTransportOverHTTP(connector));
    http.setExecutor(executor);
    http.setScheduler(scheduler);
    http.setByteBufferPool(buffers);
    http.setHttpCookieStore(new HttpCookieStore.Empty());
    http.setFollowRedirects(false);
    http.setUserAgentField(null);
    http.setMaxConnectionsPerDestination(Math.max(64, config.maxConnecting()));
    WebSocketComponents components =
        new WebSocketComponents(null, null, buffers, null, null, executor);
    this.client = new WebSocketCoreClient(http, components);
  }

  public void start() throws Exception {
    client.start();
    client.getHttpClient().getContentDecoderFactories().clear();
  }

  /** Takes over another pace of connects; all else holds from start to end. */
  public void adopt(CableConfig newer) {
    config = newer;
    limiter.changeRate(newer.connectsPerSecond());
  }

  /** Creates the connection of a new session, unopened. */
  public Upstream create(Session session, CommandLock commands, Handshake handshake) {
    return new CableUpstream(session, commands, handshake, this);
  }

  /** Begins the handshake; the outcome comes to the socket, on any thread. */
  void connect(CableSocket socket, Handshake handshake) {
    CoreClientUpgradeRequest request =
        CoreClientUpgradeRequest.from(client, uri(handshake.query()), socket);
    request.timeout(config.connectTimeout().toMillis(), TimeUnit.MILLISECONDS);
    request.headers(
        headers -> {
          List<String> given = handshake.headers();
          for (int i = 0; i < given.size(); i += 2) {
            headers.add(given.get(i), given.get(i + 1));
          }
          // One line: some servers read only the first.
          headers.put("Sec-WebSocket-Protocol", "actioncable-v1-json, actioncable-unsupported");
        });
    request.setConfiguration(limits);
    Refusal refusal = new Refusal();
    request.listener(refusal);
    try {
      CompletableFuture<?> unused =
          client
              .connect(request)
              .whenComplete(
                  (session, failure) -> {
                    if (failure != null) {
                      socket.refused(status(failure), refusal.isOfOrigin(), failure);
                    }
                  });
    } catch (IOException | RuntimeException e) {
      socket.refused(0, false, e);
    }
  }

  private static int status(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof UpgradeException refusal) {
        return Math.max(0, refusal.getResponseStatusCode());
      }
    }
    return 0;
  }

  private URI uri(String query) {
    if (query.isEmpty()) {
      return config.url();
    }
    String text = config.url().toString();
    return URI.create(text + (config.url().getRawQuery() == null ? "?" : "&") + query);
  }

  /** Whether Rails can be reached, as all upstreams see it. */
  public Reachability reachability() {
    return reachability;
  }

  /** Connects that have had to wait since the start because only so many begin in a second. */
  public long delayedByPace() {
    return limiter.delayedByRate();
  }

  /** Connects that have had to wait since the start because only so many may be under way. */
  public long delayedByOthers() {
    return limiter.delayedByOthers();
  }

  /** Connects under way: begun, and not yet answered by Rails. */
  public int underWay() {
    return limiter.inFlight();
  }

  /** Upstreams that wait for their turn to connect. */
  public int waiting() {
    return limiter.waiting();
  }

  CableConfig config() {
    return config;
  }

  AsyncLimiter limiter() {
    return limiter;
  }

  Time time() {
    return time;
  }

  /** The limits of the connections to Rails, for the console. */
  public List<Limit> limits() {
    return CableLimits.of(this);
  }

  /** What all connections to Rails have counted since the start. */
  public CableCounters counters() {
    return counters;
  }

  @Override
  public void close() throws Exception {
    limiter.close();
    client.stop();
  }

  /**
   * The beginning of a refusal's body, by which Rails' dislike of an Origin is known from what a
   * proxy before it says: {@code Page not found} in plain text (Rails' {@code
   * actioncable/lib/action_cable/connection/base.rb}).
   */
  private static final class Refusal implements Request.Listener {
    private static final String OF_ORIGIN = "Page not found";

    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private volatile boolean plainText;

    @Override
    public void onBegin(Request request) {
      request.onResponseHeaders(this::head);
      request.onResponseContent((response, content) -> keep(content));
    }

    private void head(Response response) {
      String type = response.getHeaders().get(HttpHeader.CONTENT_TYPE);
      plainText = type != null && type.toLowerCase(Locale.ROOT).startsWith("text/plain");
    }

    private void keep(ByteBuffer content) {
      int length = Math.min(content.remaining(), OF_ORIGIN.length() + 1 - body.size());
      body.writeBytes(BufferUtil.toArray(content.slice().limit(length)));
    }

    boolean isOfOrigin() {
      return plainText && body.toString(US_ASCII).equals(OF_ORIGIN);
    }
  }

  /**
   * Makes end points that are read on the selector thread itself. Handing each small frame to
   * another thread costs more than all the rest of forwarding it; in return nothing on the frame's
   * path may block.
   */
  private static final class InlineConnector extends ClientConnector {
    @Override
    protected EndPoint newEndPoint(
        SelectableChannel channel, ManagedSelector selector, SelectionKey key) {
      return new InlineEndPoint((SocketChannel) channel, selector, key, getScheduler());
    }
  }

  private static final class InlineEndPoint extends SocketChannelEndPoint {
    private Callback given = Callback.NOOP;
    private Callback inline = Callback.NOOP;

    InlineEndPoint(
        SocketChannel channel, ManagedSelector selector, SelectionKey key, Scheduler scheduler) {
      super(channel, selector, key, scheduler);
    }

    @Override
    public void fillInterested(Callback callback) {
      if (callback != given) {
        given = callback;
        inline = new Inline(callback);
      }
      super.fillInterested(inline);
    }
  }

  /** A callback that says of itself that it does not block. */
  private record Inline(Callback callback) implements Callback {
    @Override
    public void succeeded() {
      callback.succeeded();
    }

    @Override
    public void failed(Throwable failure) {
      callback.failed(failure);
    }

    @Override
    public InvocationType getInvocationType() {
      return InvocationType.NON_BLOCKING;
    }
  }
}
