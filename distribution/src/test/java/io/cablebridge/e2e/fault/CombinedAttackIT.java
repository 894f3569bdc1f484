package io.cablebridge.e2e.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.bench.load.LoadClient;
import io.cablebridge.bench.load.LoadProfile;
import io.cablebridge.bench.probe.Waiting;
import io.cablebridge.e2e.client.SseStream;
import io.cablebridge.e2e.rig.BridgeProcess;
import io.cablebridge.e2e.rig.Eventually;
import io.cablebridge.e2e.rig.HttpCalls;
import io.cablebridge.e2e.rig.TestBed;
import io.cablebridge.fake.FakeRails;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Everything that takes memory at once, at the default heap, beside 200 healthy sessions with five
 * messages a second: unfinished bodies and heads, a Rails that does not read, floods of pings with
 * and without a reader, endless answers to handshakes. The healthy ones lose nothing, readiness is
 * true, and the memory comes back. The properties {@code attack.*} raise the figures; the figures
 * measured are printed, and only a generous bound on the latency is asserted.
 */
final class CombinedAttackIT {
  private static final int HEALTHY = Integer.getInteger("attack.healthy", 200);
  private static final int BODIES = Integer.getInteger("attack.bodies", 2_000);
  private static final int HEADS = Integer.getInteger("attack.heads", 4_000);
  private static final int STALLED = Integer.getInteger("attack.stalled", 10);
  private static final int POSTS = Integer.getInteger("attack.posts", 60);
  private static final int PINGS = Integer.getInteger("attack.pings", 500_000);
  private static final int WAVES = Integer.getInteger("attack.waves", 1);

  /** Descriptors of connections that the test itself keeps open. */
  private static final int SPARE = STALLED + 20;

  private static final Duration CALM = Duration.ofSeconds(5);
  private static final Duration WAVE = Duration.ofSeconds(15);

  /** The healthy sessions share them; one room after the other gets a message. */
  private static final int ROOMS = 20;

  private static final int EACH_MILLIS = 200 / ROOMS;
  private static final String ATTACKED_ROOM = room("attacked");
  private static final String SEND =
      "[{\"identifier\":"
          + ATTACKED_ROOM
          + ",\"send\":{\"action\":\"x\",\"t\":\""
          + "x".repeat(60_000)
          + "\"}}]";

  @RegisterExtension static final TestBed TESTBED = new TestBed();

  private final FakeRails rails = TESTBED.add(FakeRails.start());
  private final AtomicInteger rounds = new AtomicInteger();

  /** Messages to healthy sessions. */
  private final AtomicLong sent = new AtomicLong();

  private final Map<String, Integer> answers = new ConcurrentSkipListMap<>();
  private final List<SseStream> attackers = new ArrayList<>();

  private static String room(String name) {
    return "{\"channel\":\"ChatChannel\",\"room\":\"" + name + "\"}";
  }

  @Test
  void healthyClientsLoseNothingAndTheMemoryComesBack() throws Exception {
    HostileCable cable = TESTBED.add(new HostileCable(rails.port(), PINGS));
    BridgeProcess bridge =
        TESTBED.add(new BridgeProcess(cable.uri(), List.of("session.linger=5s")));
    LoadClient healthy = TESTBED.add(new LoadClient(bridge.port(), profile()));
    healthy.open(HEALTHY, Duration.ofSeconds(30));
    long heap = bridge.liveHeap();
    long descriptors = bridge.descriptors();
    ScheduledExecutorService speaker = Executors.newSingleThreadScheduledExecutor();
    Future<?> speaking =
        speaker.scheduleAtFixedRate(this::speak, 0, EACH_MILLIS, TimeUnit.MILLISECONDS);
    Waiting.pause(CALM);
    Histogram calm = healthy.deliveries().takeLatencies();
    Histogram attacked;
    try (ReadinessWatch readiness = new ReadinessWatch(bridge)) {
      attack(bridge);
      attacked = healthy.deliveries().takeLatencies();
      print("calm", calm);
      print("attacked", attacked);
      System.out.println(
          "readiness " + readiness.answers() + " slowest " + readiness.slowestMillis());
      System.out.println("answers to POSTs " + answers + ", pings sent " + cable.pingsSent());
      assertThat(readiness.untrue()).isEmpty();
      assertThat(readiness.slowestMillis()).isLessThan(5_000);
    }
    speaking.cancel(false);
    speaker.shutdown();
    assertThat(speaker.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    Eventually.withinSeconds(10).until(() -> healthy.deliveries().messages() >= sent.get());
    healthy.check();
    assertThat(healthy.deliveries().messages()).isEqualTo(sent.get());
    assertThat(sent.get()).isEqualTo(rounds.get() * (long) (HEALTHY / ROOMS));
    assertThat(attacked.getValueAtPercentile(99)).isLessThan(Duration.ofSeconds(2).toNanos());
    assertThat(bridge.isAlive()).isTrue();
    assertThat(bridge.log()).doesNotContain("java.lang.OutOfMemoryError");

    long end = System.nanoTime();
    Eventually.withinSeconds(60)
        .pollInterval(Duration.ofSeconds(2))
        .untilAsserted(
            () -> {
              assertThat(bridge.descriptors()).isLessThanOrEqualTo(descriptors + SPARE);
              assertThat(bridge.liveHeap()).isLessThan(heap + (4 << 20));
            });
    System.out.printf(
        "heap at the start %d KB, %d KB after %d s%n",
        heap >> 10, bridge.liveHeap() >> 10, (System.nanoTime() - end) / 1_000_000_000);
  }

  private static LoadProfile profile() {
    byte[] opened = "\"type\":\"connected\"".getBytes(StandardCharsets.US_ASCII);
    return new LoadProfile(number -> pathOf(room("h" + number % ROOMS)), opened, 0);
  }

  private static String pathOf(String room) {
    String subscribe = URLEncoder.encode(room, StandardCharsets.UTF_8);
    return "/" + TestBed.freshId() + "?subscribe=" + subscribe;
  }

  private void speak() {
    String room = room("h" + rounds.getAndIncrement() % ROOMS);
    sent.addAndGet(rails.broadcast(room, "{\"at\":\"@%019d\"}".formatted(System.nanoTime())));
  }

  private void attack(BridgeProcess bridge) throws Exception {
    ExecutorService clients = Executors.newFixedThreadPool(STALLED);
    for (int i = 0; i < STALLED; i++) {
      String id = open(bridge, Misbehaviour.STALLED);
      clients.execute(() -> post(bridge, id));
    }
    open(bridge, Misbehaviour.FLOOD);
    open(bridge, Misbehaviour.UNREAD_FLOOD);
    open(bridge, Misbehaviour.ENDLESS_HEAD);
    open(bridge, Misbehaviour.ENDLESS_HEAD);
    for (int wave = 0; wave < WAVES; wave++) {
      try (HalfRequests strangers = new HalfRequests(bridge.port())) {
        strangers.bodies(BODIES);
        strangers.heads(HEADS);
        System.out.println("wave " + wave + ": refused connects " + strangers.refused());
        Waiting.pause(WAVE);
      }
    }
    clients.shutdown();
    assertThat(clients.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
    attackers.forEach(SseStream::close);
  }

  private String open(BridgeProcess bridge, Misbehaviour how) throws IOException {
    String path = pathOf(ATTACKED_ROOM);
    String[] headers = {"Origin", bridge.origin(), "Cookie", how.cookie()};
    attackers.add(SseStream.open(bridge.port(), path, "", headers));
    return path.substring(1, path.indexOf('?'));
  }

  private void post(BridgeProcess bridge, String id) {
    HttpCalls calls =
        new HttpCalls(
            bridge.uri(), "Origin", bridge.origin(), "Cookie", Misbehaviour.STALLED.cookie());
    for (int i = 0; i < POSTS; i++) {
      var answer = calls.post("/" + id, SEND);
      boolean refused = answer.body().contains("upstream_unavailable");
      answers.merge(answer.statusCode() + (refused ? " refused" : ""), 1, Integer::sum);
    }
  }

  private static void print(String name, Histogram latencies) {
    System.out.printf(
        "%s: %d messages, p50 %.1f p99 %.1f max %.1f ms%n",
        name,
        latencies.getTotalCount(),
        latencies.getValueAtPercentile(50) / 1e6,
        latencies.getValueAtPercentile(99) / 1e6,
        latencies.getMaxValue() / 1e6);
  }
}
