package io.cablebridge.upstream.cable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cablebridge.bounded.HeapBudget;
import io.cablebridge.bounded.HeapShare;
import io.cablebridge.fake.FakeRails;
import io.cablebridge.protocol.Command;
import io.cablebridge.protocol.JsonText;
import io.cablebridge.protocol.UpstreamState;
import io.cablebridge.session.Credentials;
import io.cablebridge.session.FakeTime;
import io.cablebridge.session.RecordingListener;
import io.cablebridge.session.Session;
import io.cablebridge.session.SessionConfig;
import io.cablebridge.session.SessionLimitException;
import io.cablebridge.session.SessionRegistry;
import io.cablebridge.session.command.Handshake;
import io.cablebridge.session.command.Reply;
import io.cablebridge.session.delivery.AttachRefusedException;
import io.cablebridge.session.delivery.DeliveryCount;
import io.cablebridge.setting.ConfigRecords;
import io.cablebridge.stream.StreamConfig;
import io.cablebridge.stream.local.MemoryBroker;
import io.cablebridge.stream.name.StreamNamesConfig;
import io.cablebridge.stream.name.StreamResolver;
import io.cablebridge.upstream.UpstreamFactory;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;

/**
 * Sessions over the real client and real sockets to a {@link FakeRails}. Bytes take real time;
 * deadlines, pauses and silences are of {@link FakeTime}, and pass only by {@link #pass}.
 */
final class CableRig implements AutoCloseable {
  static final String ROOM = "{\"channel\":\"ChatChannel\",\"room\":\"r1\"}";
  static final String OTHER = "{\"channel\":\"ChatChannel\",\"room\":\"r2\"}";
  private static final ObjectMapper JSON = new ObjectMapper();

  final FakeRails rails = FakeRails.start();
  final FakeTime time = new FakeTime();
  final CableCounters counters;
  final CableClient client;
  final SessionRegistry registry;
  private final AtomicInteger barriers = new AtomicInteger();
  private final QueuedThreadPool threads = new QueuedThreadPool(16);
  private final ScheduledExecutorScheduler scheduler = new ScheduledExecutorScheduler();

  CableRig() {
    this(settings -> {});
  }

  CableRig(Consumer<CableSettings> change) {
    this(change, "");
  }

  /**
   * @param query of the configured upstream URL, "?" included
   */
  CableRig(Consumer<CableSettings> change, String query) {
    CableSettings settings = new CableSettings();
    change.accept(settings);
    CableConfig config = settings.build(URI.create(rails.uri() + query));
    client = new CableClient(config, threads, scheduler, new ArrayByteBufferPool(), 1, time);
    counters = client.counters();
    registry =
        new SessionRegistry(
            ConfigRecords.defaults(SessionConfig.class),
            config.connectTimeout(),
            new UpstreamFactory(
                client,
                new MemoryBroker(
                    ConfigRecords.defaults(StreamConfig.class),
                    HeapBudget.of(HeapShare.BACKLOGS),
                    threads,
                    time),
                new StreamResolver(ConfigRecords.defaults(StreamNamesConfig.class))),
            time);
    registry.start();
    try {
      threads.start();
      scheduler.start();
      client.start();
    } catch (Exception e) {
      throw new IllegalStateException("The client could not start", e);
    }
  }

  // What a client does

  Session open(String id, Handshake handshake) {
    try {
      return registry.open(id, Credentials.of(List.of(id)), handshake);
    } catch (SessionLimitException e) {
      throw new IllegalStateException(e);
    }
  }

  Session open(String id) {
    return open(id, new Handshake("", List.of("Origin", "http://app.example")));
  }

  /** A session that Rails has welcomed. */
  Session welcomed(String id) {
    Session session = open(id);
    eventually(() -> session.upstreamState() == UpstreamState.OPEN);
    return session;
  }

  /** A session with a welcome and a confirmed subscription to the room. */
  Session subscribed(String id) {
    Session session = welcomed(id);
    subscribe(session, ROOM);
    settle(session);
    return session;
  }

  /** A stream of the events from now on. */
  RecordingListener listen(Session session) {
    try {
      RecordingListener before = RecordingListener.stream().read(session);
      if (!before.attached().hasEnded()) {
        before.finish();
      }
      return RecordingListener.stream().read(session);
    } catch (AttachRefusedException e) {
      throw new IllegalStateException(e);
    }
  }

  Reply subscribe(Session session, String identifier) {
    return perform(session, new Command.Subscribe(JsonText.of(identifier)));
  }

  Reply unsubscribe(Session session, String identifier) {
    return perform(session, new Command.Unsubscribe(JsonText.of(identifier)));
  }

  Reply send(Session session, String identifier, String data) {
    return perform(session, new Command.Send(JsonText.of(identifier), JsonText.of(data)));
  }

  private static Reply perform(Session session, Command command) {
    return session.commands().execute(List.of(command)).get(0);
  }

  // Waiting

  /** Waits for a condition that depends on bytes on a socket. */
  void eventually(Callable<Boolean> condition) {
    await()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(5))
        .atMost(Duration.ofSeconds(15))
        .until(condition);
  }

  /** Lets time pass for the engine. */
  void pass(Duration duration) {
    time.advance(duration);
  }

  /** Lets time pass, ten times as fast as real time, until the condition holds. */
  void passUntil(Callable<Boolean> condition) {
    await()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(25))
        .atMost(Duration.ofSeconds(15))
        .until(
            () -> {
              boolean met = condition.call();
              if (!met) {
                pass(Duration.ofMillis(250));
              }
              return met;
            });
  }

  /** Drops all connections in Rails, and waits until the session has noticed. */
  void drop(Session session) {
    rails.dropConnections();
    eventually(() -> session.upstreamState() == UpstreamState.RECONNECTING);
  }

  /** Advances the time by the first pause after a loss, and waits for the welcome. */
  void reconnect(Session session) {
    eventually(() -> session.upstreamState() == UpstreamState.RECONNECTING);
    pass(Duration.ofMillis(1250));
    eventually(() -> session.upstreamState() == UpstreamState.OPEN);
  }

  /**
   * Waits until everything that was sent before has reached Rails, and its answer has arrived: an
   * additional subscription makes the round trip.
   */
  void settle(Session session) {
    String barrier = "{\"channel\":\"Barrier\",\"n\":" + barriers.incrementAndGet() + "}";
    long before = registry.counters().delivery().counts().get(DeliveryCount.MESSAGES_IN);
    subscribe(session, barrier);
    eventually(() -> rails.subscribers(barrier) > 0);
    rails.broadcast(barrier, "0");
    eventually(
        () -> registry.counters().delivery().counts().get(DeliveryCount.MESSAGES_IN) > before);
    unsubscribe(session, barrier);
    eventually(() -> rails.subscribers(barrier) == 0);
  }

  /**
   * Asserts that no connect to Rails is in flight or waits. The engine starts connects in the
   * thread that advances the time, so none starts later.
   */
  void assertNoConnect() {
    assertThat(client.inFlight()).isZero();
    assertThat(client.waiting()).isZero();
  }

  // What Rails has received

  /** The commands that Rails has received, except those of {@link #settle}: verb, room and data. */
  List<String> commands() {
    return rails.commands().stream()
        .map(CableRig::read)
        .filter(command -> !command.path("identifier").asText().contains("Barrier"))
        .map(CableRig::describe)
        .toList();
  }

  private static String describe(JsonNode command) {
    String room = read(command.path("identifier").asText()).path("room").asText();
    String data = command.path("data").asText();
    return (command.path("command").asText() + " " + room + " " + data).strip();
  }

  private static JsonNode read(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    try {
      registry.close();
      client.close();
      scheduler.stop();
      threads.stop();
    } catch (Exception e) {
      throw new IllegalStateException("The client could not stop", e);
    } finally {
      rails.close();
    }
  }
}
