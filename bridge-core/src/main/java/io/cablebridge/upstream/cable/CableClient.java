package io.cablebridge.upstream.cable;

import io.cablebridge.address.Authority;
import io.cablebridge.bounded.AsyncLimiter;
import io.cablebridge.bounded.HeapBudget;
import io.cablebridge.metric.Limit;
import io.cablebridge.session.command.Handshake;
import io.cablebridge.time.LogLimiter;
import io.cablebridge.time.Time;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.util.thread.Scheduler;
import org.eclipse.jetty.websocket.core.Configuration.ConfigurationCustomizer;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.WebSocketComponents;
import org.eclipse.jetty.websocket.core.client.CoreClientUpgradeRequest;
import org.eclipse.jetty.websocket.core.client.WebSocketCoreClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The WebSocket client of the process, with which {@link CableUpstream}s connect to Rails. It keeps
 * no cookies (one user's would be sent with the next user's handshake), follows no redirects, and
 * sends no header that is not in the session's handshake. Started and stopped with the process.
 */
public final class CableClient implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(CableClient.class);

  private static final int SMALL_BUFFER = 1024;
  private static final int KERNEL_BUFFER = 64 * 1024;

  /**
   * Everything that the public server takes, which is 16 KiB, can go on to Rails: some of it twice,
   * and a query that is encoded again takes up to three times as much.
   */
  private static final int MAX_REQUEST_HEAD = 64 * 1024;

  private static final int MAX_RESPONSE_HEAD = 64 * 1024;

  private volatile CableConfig config;
  private final Time time;
  private final CableCounters counters = new CableCounters();
  private final AsyncLimiter limiter;
  private final Reachability reachability;
  private final CommandBudget waitingCommands = new CommandBudget();
  private final HeapBudget partialMessages = PartialMessage.newBudget();
  private final LogLimiter tooLarge;
  private final LogLimiter notSent;
  private final WebSocketCoreClient client;
  private final ConfigurationCustomizer limits = new ConfigurationCustomizer();

  /** Shares executor, scheduler and buffers with the servers: one of each in the process. */
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
    this.reachability = new Reachability(config.url(), time, counters);
    this.tooLarge = new LogLimiter(time);
    this.notSent = new LogLimiter(time);
    limits.setIdleTimeout(Duration.ZERO); // CableUpstream notices silence itself
    // Keeps our own commands in one frame. Jetty hands over incoming messages of any size in
    // pieces; CableSocket bounds what is kept of them.
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
    HttpClient http = new HostHttpClient(Authority.required(config.url()).host(), connector);
    http.setExecutor(executor);
    http.setScheduler(scheduler);
    http.setByteBufferPool(buffers);
    http.setHttpCookieStore(new HttpCookieStore.Empty());
    http.setFollowRedirects(false);
    http.setMaxRequestHeadersSize(MAX_REQUEST_HEAD);
    http.setMaxResponseHeadersSize(MAX_RESPONSE_HEAD);
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

  /** Replaces the rate of connects; all else needs a restart. */
  public void reconfigure(CableConfig newer) {
    config = newer;
    limiter.changeRate(newer.connectsPerSecond());
  }

  /** Begins a handshake; the socket or the second handler gets the outcome, on any thread. */
  void connect(FrameHandler socket, Handshake handshake, Consumer<HandshakeFailure> onFailure) {
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
    HandshakeTrace trace = new HandshakeTrace();
    request.listener(trace);
    try {
      CompletableFuture<?> unused =
          client
              .connect(request)
              .whenComplete(
                  (session, failure) -> {
                    if (failure != null) {
                      onFailure.accept(failed(HandshakeFailure.of(failure, trace)));
                    }
                  });
    } catch (IOException | RuntimeException e) {
      onFailure.accept(failed(HandshakeFailure.of(e, trace)));
    }
  }

  private HandshakeFailure failed(HandshakeFailure failure) {
    if (failure.isOwn()) {
      notSent
          .pass()
          .ifPresent(
              more ->
                  log.warn(
                      "a handshake with Rails could not be sent cause={} others={}",
                      failure.cause().toString(),
                      more));
    } else {
      reachability.explain(HandshakeError.text(failure.status(), failure.cause()));
    }
    return failure;
  }

  /** Logs that a message from Rails exceeds the limit; returns why its connection ends. */
  String messageTooLarge(int atLeast) {
    tooLarge
        .pass()
        .ifPresent(
            more ->
                log.warn(
                    "a message from Rails is too long key=upstream.max-frame limit={} size>={}"
                        + " others={}",
                    config.maxFrame(),
                    atLeast,
                    more));
    return "too_large";
  }

  private URI uri(String query) {
    URI url = Authority.standIn(config.url());
    String separator = url.getRawQuery() == null ? "?" : "&";
    return query.isEmpty() ? url : URI.create(url + separator + query);
  }

  public Reachability reachability() {
    return reachability;
  }

  public List<Limit> limits() {
    return List.of(
        new Limit(
            "upstream.connects-per-second",
            "Connects to Rails that begin in one second; more have to wait.",
            () -> config.connectsPerSecond(),
            Limit.OF_EACH,
            limiter::delayedByRate,
            "per second"),
        new Limit(
            "upstream.max-connecting",
            "Connects to Rails in flight at once; more have to wait.",
            () -> config.maxConnecting(),
            this::inFlight,
            limiter::delayedByOthers,
            ""),
        new Limit(
            "upstream.max-held-commands",
            "Commands of one session that wait for Rails; more are refused.",
            () -> config.maxHeldCommands(),
            Limit.OF_EACH,
            () -> counters.counts().get(CableCount.COMMANDS_REFUSED),
            ""),
        new Limit(
            "upstream.max-frame",
            "Bytes of a message from Rails; a longer one ends its connection, and the bridge"
                + " connects again.",
            () -> config.maxFrame(),
            Limit.OF_EACH,
            () -> counters.disconnects().get("too_large"),
            "bytes"),
        waitingCommands.asLimit(),
        PartialMessage.asLimit(partialMessages));
  }

  /** Connects that have begun and have no answer of Rails yet. */
  public int inFlight() {
    return limiter.inFlight();
  }

  public int waiting() {
    return limiter.waiting();
  }

  CommandBudget waitingCommands() {
    return waitingCommands;
  }

  HeapBudget partialMessages() {
    return partialMessages;
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

  public CableCounters counters() {
    return counters;
  }

  @Override
  public void close() throws Exception {
    limiter.close();
    client.stop();
  }
}
