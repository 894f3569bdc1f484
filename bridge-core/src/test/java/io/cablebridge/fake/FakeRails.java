package io.cablebridge.fake;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/**
 * An Action Cable server on a real socket of 127.0.0.1, which misbehaves on order. A test creates
 * it with {@link #start()} and closes it. Every subscription is confirmed; the action {@code speak}
 * broadcasts its data to the identifier's subscribers, any other action comes back to the sender as
 * {@code {"echo":<data>}}, both byte for byte. Orders hold until {@link #behave()}. All methods may
 * be called from any thread.
 */
public final class FakeRails implements AutoCloseable {

  private final Conduct conduct = new Conduct();
  private final Set<FakeConnection> connections = ConcurrentHashMap.newKeySet();
  private final List<ReceivedHandshake> handshakes = new ArrayList<>();
  private final List<String> commands = new ArrayList<>();
  private final List<String> repeated = new ArrayList<>();
  private final List<String> pongs = new CopyOnWriteArrayList<>();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(FakeRails::clockThread);
  private @Nullable ScheduledFuture<?> pings;
  private @Nullable Server server;
  private @Nullable CableDoor door;
  private volatile @Nullable FakeConnection newest;
  private int port;

  private FakeRails() {}

  /** A server on a free port. */
  public static FakeRails start() {
    FakeRails rails = new FakeRails();
    rails.restart();
    rails.pingEvery(Duration.ofSeconds(3));
    return rails;
  }

  private static Thread clockThread(Runnable task) {
    Thread thread = new Thread(task, "fake-rails-pings");
    thread.setDaemon(true);
    return thread;
  }

  /** The address of the cable, which a restart does not change. */
  public URI uri() {
    return URI.create("ws://127.0.0.1:" + port + "/cable");
  }

  public int port() {
    return port;
  }

  // Orders of the test

  /** Sends these bytes as a message of the identifier; returns the number of subscribers. */
  public int broadcast(String identifier, byte[] messageJson) {
    byte[] frame = RailsFrames.message(identifier, messageJson);
    int subscribers = 0;
    for (FakeConnection connection : connections) {
      if (connection.subscribedTo(identifier)) {
        connection.sendText(frame);
        subscribers++;
      }
    }
    return subscribers;
  }

  public int broadcast(String identifier, String messageJson) {
    return broadcast(identifier, RailsFrames.bytes(messageJson));
  }

  /** Rejects the next subscribe; called twice, the next two. */
  public void rejectNext() {
    conduct.rejectOneMore();
  }

  /** Does not answer the next {@code count} subscribes, as Rails does after many mistakes. */
  public void ignoreSubscribes(int count) {
    conduct.ignoreSubscribes(count);
  }

  /** Answers every upgrade with this response instead of 101. */
  public void refuseWithStatus(int status, String contentType, String body) {
    conduct.refusal = new Conduct.Refusal(status, contentType, body);
    conduct.door = Conduct.Door.REFUSES;
  }

  /** Adds a header to every answer to an upgrade, to 101 and to refusals. */
  public void answerWithHeader(String name, String value) {
    conduct.headers.put(name, value);
  }

  /** Accepts every new connection, sends {@code unauthorized} and closes it. */
  public void unauthorized() {
    conduct.greeting = Conduct.Greeting.UNAUTHORIZED;
  }

  /** Accepts connections and sends nothing: no welcome, no ping, no answer to a command. */
  public void goSilent() {
    conduct.greeting = Conduct.Greeting.NOTHING;
  }

  /** Accepts TCP connections, reads the upgrade request and never answers it. */
  public void hangHandshake() {
    conduct.door = Conduct.Door.HANGS;
  }

  /** Upgrades without naming a subprotocol. */
  public void noSubprotocol() {
    conduct.subprotocol = false;
  }

  /** Ends all the orders above. */
  public void behave() {
    conduct.reset();
  }

  /** Sends {@code disconnect} to all and closes with 1000, as Rails does. */
  public void disconnectAll(String reason, boolean reconnect) {
    connections.forEach(connection -> connection.disconnect(reason, reconnect));
  }

  /** Does the same to the newest connection, as Rails does to one user. */
  public void disconnectNewest(String reason, boolean reconnect) {
    newest().disconnect(reason, reconnect);
  }

  /** Sends a text frame with any content to the newest connection. */
  public void sendRawToNewest(String text) {
    newest().send(text);
  }

  private FakeConnection newest() {
    FakeConnection last = newest;
    if (last == null) {
      throw new IllegalStateException("Nobody has come yet");
    }
    return last;
  }

  /** Reads at most one more frame of each connection, and goes on sending. */
  public void stopReading() {
    connections.forEach(FakeConnection::stopReading);
  }

  /** The code with which the bridge closed the newest connection; 0 before that. */
  public int closeCode() {
    return newest().closeCode();
  }

  /** Ends all TCP connections without a frame, including those of hanging handshakes. */
  public synchronized void dropConnections() {
    connections.forEach(FakeConnection::abort);
    if (door != null) {
      door.dropHanging();
    }
  }

  /** Sends a WebSocket ping, not one of Action Cable, to the newest connection. */
  public void pingNewest(String payload) {
    newest().ping(payload);
  }

  /** Sends a text frame with any content to all connections. */
  public void sendRaw(String text) {
    connections.forEach(connection -> connection.send(text));
  }

  /** Sends a text frame to all connections; its bytes need not be UTF-8. */
  public void sendRaw(byte[] text) {
    connections.forEach(connection -> connection.sendText(text));
  }

  /** Sends a binary frame to all. */
  public void sendBinary(byte[] bytes) {
    connections.forEach(connection -> connection.sendBinary(bytes));
  }

  /** Sends one text message to all in frames of at most that many bytes. */
  public void sendFragmented(byte[] text, int frameSize) {
    connections.forEach(connection -> connection.sendFragmented(text, frameSize, true));
  }

  /** Sends frames of that many bytes to all, which begin a text message that does not end. */
  public void sendUnended(byte[] text, int frameSize) {
    connections.forEach(connection -> connection.sendFragmented(text, frameSize, false));
  }

  /** Pings all welcomed connections at this interval from now on; zero ends the pings. */
  public synchronized void pingEvery(Duration interval) {
    if (pings != null) {
      pings.cancel(false);
      pings = null;
    }
    if (!interval.isZero()) {
      pings =
          clock.scheduleAtFixedRate(
              this::ping, interval.toNanos(), interval.toNanos(), TimeUnit.NANOSECONDS);
    }
  }

  private void ping() {
    if (!conduct.silent()) {
      byte[] frame = RailsFrames.bytes(RailsFrames.ping(Instant.now().getEpochSecond()));
      connections.stream()
          .filter(FakeConnection::welcomed)
          .forEach(connection -> connection.sendText(frame));
    }
  }

  // Its lifetime

  /** Dies as puma does: TCP ends, no frame is sent, and the port refuses. */
  public synchronized void stop() {
    if (server != null) {
      dropConnections();
      life(server, Server::stop);
      server = null;
      door = null;
    }
  }

  /** Starts again on the same port if it is stopped, without subscriptions. */
  public synchronized void restart() {
    if (server != null) {
      return;
    }
    QueuedThreadPool threads = new QueuedThreadPool(16, 2);
    threads.setName("fake-rails");
    threads.setDaemon(true);
    Server starting = new Server(threads);
    HttpConfiguration http = new HttpConfiguration();
    http.setRequestHeaderSize(80 * 1024); // as puma
    ServerConnector connector =
        new ServerConnector(starting, 1, 1, new HttpConnectionFactory(http));
    connector.setHost("127.0.0.1");
    connector.setPort(port);
    connector.setIdleTimeout(0);
    starting.addConnector(connector);
    CableDoor opening = new CableDoor(this);
    starting.setHandler(opening);
    life(starting, Server::start);
    server = starting;
    door = opening;
    port = connector.getLocalPort();
  }

  /** Stops it for good. */
  @Override
  public void close() {
    clock.shutdownNow();
    stop();
  }

  // What it has received

  /** Every upgrade request so far, refused and hanging ones included, in order of arrival. */
  public List<ReceivedHandshake> handshakes() {
    synchronized (handshakes) {
      return List.copyOf(handshakes);
    }
  }

  /** When those requests arrived. */
  public List<Instant> connectTimes() {
    return handshakes().stream().map(ReceivedHandshake::at).toList();
  }

  /** The text of every command so far, in order of arrival. */
  public List<String> commands() {
    synchronized (commands) {
      return List.copyOf(commands);
    }
  }

  /** The identifiers that a connection subscribed to again while it was subscribed to them. */
  public List<String> repeatedSubscribes() {
    synchronized (repeated) {
      return List.copyOf(repeated);
    }
  }

  /** The payloads of the pongs so far. */
  public List<String> pongs() {
    return List.copyOf(pongs);
  }

  void ponged(String payload) {
    pongs.add(payload);
  }

  /** How many WebSockets are open. */
  public int openConnections() {
    return connections.size();
  }

  /** How many connections are subscribed to that identifier. */
  public int subscribers(String identifier) {
    return (int) connections.stream().filter(c -> c.subscribedTo(identifier)).count();
  }

  Conduct conduct() {
    return conduct;
  }

  void knocked(ReceivedHandshake handshake) {
    synchronized (handshakes) {
      handshakes.add(handshake);
    }
  }

  void opened(FakeConnection connection) {
    connections.add(connection);
    newest = connection;
  }

  void closed(FakeConnection connection) {
    connections.remove(connection);
  }

  void received(String command) {
    synchronized (commands) {
      commands.add(command);
    }
  }

  void repeated(String identifier) {
    synchronized (repeated) {
      repeated.add(identifier);
    }
  }

  private interface Step {
    void apply(Server server) throws Exception;
  }

  private static void life(Server server, Step step) {
    try {
      step.apply(server);
    } catch (Exception e) {
      throw new IllegalStateException("The fake Rails could not start or stop", e);
    }
  }
}
