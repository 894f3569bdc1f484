package io.cablebridge.e2e.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cablebridge.e2e.client.SequenceCheck;
import io.cablebridge.e2e.client.SseStream;
import io.cablebridge.e2e.proxy.ProxyProcess.Kind;
import io.cablebridge.e2e.rig.BridgeProcess;
import io.cablebridge.e2e.rig.Eventually;
import io.cablebridge.e2e.rig.HttpCalls;
import io.cablebridge.e2e.rig.Needs;
import io.cablebridge.e2e.rig.RealPart;
import io.cablebridge.e2e.rig.TestBed;
import io.cablebridge.fake.FakeRails;
import io.cablebridge.fake.SseEvent;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The shipped sample configurations work with nginx, HAProxy and Caddy as Debian packages them. */
@Needs({RealPart.NGINX, RealPart.HAPROXY, RealPart.CADDY})
final class ProxiesIT {

  @RegisterExtension static final TestBed TESTBED = new TestBed();

  private static final String ROOM = "{\"channel\":\"ChatChannel\",\"room\":\"r1\"}";
  private static final int TRIES = 15;
  private static final Duration FIRST_EVENT = Duration.ofMillis(100);
  private static final Duration EVENT = Duration.ofMillis(250);
  private static final Duration LONGER_THAN_THE_DEFAULTS = Duration.ofSeconds(65);

  private static FakeRails rails;
  private static final Map<Kind, ProxyProcess> PROXIES = new EnumMap<>(Kind.class);

  private final String path = "/cable-bridge/" + TestBed.freshId();

  @BeforeAll
  static void start() {
    rails = TESTBED.add(FakeRails.start());
    BridgeProcess bridge =
        TESTBED.add(
            new BridgeProcess(
                rails.uri(),
                List.of(
                    "http.base-path=/cable-bridge",
                    "http.trusted-proxies=127.0.0.1",
                    "http.edge=nginx",
                    "sse.heartbeat=5m",
                    "session.queue-events=4000")));
    for (Kind kind : Kind.values()) {
      PROXIES.put(kind, TESTBED.add(new ProxyProcess(kind, bridge.port(), rails.uri().getPort())));
    }
  }

  private static ProxyProcess proxy(Kind kind) {
    return PROXIES.get(kind);
  }

  private static HttpCalls calls(ProxyProcess proxy) {
    return new HttpCalls(proxy.uri(), "Origin", proxy.uri().toString());
  }

  private static SseStream open(ProxyProcess proxy, String path, String lastEventId)
      throws IOException {
    SseStream stream =
        SseStream.open(
            proxy.port(),
            path,
            lastEventId,
            "Origin",
            proxy.uri().toString(),
            "Accept-Encoding",
            "gzip",
            "X-Forwarded-For",
            "192.0.2.66");
    assertThat(stream.response().status()).isEqualTo(200);
    return stream;
  }

  /** Opens a stream and waits for the confirmation of its subscription. */
  private static SseStream subscribed(ProxyProcess proxy, String path) throws IOException {
    SseStream stream = open(proxy, path, "");
    until(stream, "joined");
    String body = "[{\"identifier\":" + ROOM + ",\"subscribe\":true}]";
    assertThat(calls(proxy).post(path, body).statusCode()).isEqualTo(200);
    until(stream, "connected");
    return stream;
  }

  private static JsonNode until(SseStream stream, String type) throws IOException {
    for (SseEvent event = stream.next(); event != null; event = stream.next()) {
      if (event.type().equals(type)) {
        return event.json();
      }
    }
    throw new AssertionError("the stream ended before '" + type + "'");
  }

  private static Duration median(List<Duration> times) {
    return times.stream().sorted().toList().get(times.size() / 2);
  }

  @ParameterizedTest
  @EnumSource
  void theProxyAcceptsItsSample(Kind kind) {
    assertThat(proxy(kind).check()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void theFirstEventComesAtOnce(Kind kind) throws IOException {
    List<Duration> times = new ArrayList<>();
    for (int i = 0; i < TRIES; i++) {
      long before = System.nanoTime();
      try (SseStream stream = open(proxy(kind), path + i, "")) {
        until(stream, "joined");
        times.add(Duration.ofNanos(System.nanoTime() - before));
      }
    }
    assertThat(median(times)).as("of %s", times).isLessThan(FIRST_EVENT);
  }

  @ParameterizedTest
  @EnumSource
  void anEventComesAtOnce(Kind kind) throws IOException {
    List<Duration> times = new ArrayList<>();
    try (SseStream stream = subscribed(proxy(kind), path)) {
      for (int n = 0; n < TRIES; n++) {
        long before = System.nanoTime();
        rails.broadcast(ROOM, "{\"n\":" + n + "}");
        assertThat(until(stream, "received").at("/message/n").asInt()).isEqualTo(n);
        times.add(Duration.ofNanos(System.nanoTime() - before));
      }
    }
    assertThat(median(times)).as("of %s", times).isLessThan(EVENT);
  }

  @ParameterizedTest
  @EnumSource
  void postsAndHeldPollsPass(Kind kind) throws Exception {
    HttpCalls calls = calls(proxy(kind));
    String body = "[{\"identifier\":" + ROOM + ",\"subscribe\":true}]";
    assertThat(calls.post(path + "?poll-queue=64", body).statusCode()).isEqualTo(200);
    Eventually.withinSeconds(10)
        .until(() -> calls.get(path + "?timeout=1").body().contains("\"connected\""));
    CompletableFuture<String> poll =
        CompletableFuture.supplyAsync(() -> calls.get(path + "?timeout=20").body());
    Eventually.during(Duration.ofSeconds(1)).until(() -> !poll.isDone());
    rails.broadcast(ROOM, "{\"held\":true}");
    assertThat(poll.get(15, TimeUnit.SECONDS)).contains("{\"held\":true}");
  }

  /** The proxy replaces the address that the client claims. */
  @ParameterizedTest
  @EnumSource
  void theProxyReplacesTheForwardingHeaders(Kind kind) throws IOException {
    int before = rails.handshakes().size();
    try (SseStream stream = subscribed(proxy(kind), path)) {
      assertThat(stream.response().status()).isEqualTo(200);
      assertThat(rails.handshakes()).hasSizeGreaterThan(before);
      var handshake = rails.handshakes().get(before);
      assertThat(handshake.values("X-Forwarded-For")).containsExactly("127.0.0.1");
      assertThat(handshake.values("X-Forwarded-Proto")).containsExactly("http");
      assertThat(handshake.values("Host")).containsExactly("127.0.0.1:" + proxy(kind).port());
      assertThat(handshake.values("Origin")).containsExactly(proxy(kind).uri().toString());
    }
  }

  /** No byte is sent meanwhile, not even a heartbeat. */
  @Test
  void aStreamMayBeSilentForLongerThanTheProxiesDefaults() throws IOException {
    Map<Kind, SseStream> streams = new EnumMap<>(Kind.class);
    try {
      for (Kind kind : Kind.values()) {
        streams.put(kind, subscribed(proxy(kind), path + kind));
      }
      long end = System.nanoTime() + LONGER_THAN_THE_DEFAULTS.toNanos();
      Eventually.within(LONGER_THAN_THE_DEFAULTS.plusSeconds(10))
          .until(() -> System.nanoTime() - end > 0);
      rails.broadcast(ROOM, "{\"after\":\"silence\"}");
      for (SseStream stream : streams.values()) {
        assertThat(until(stream, "received").at("/message/after").asText()).isEqualTo("silence");
      }
    } finally {
      streams.values().forEach(SseStream::close);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"NGINX", "HAPROXY"})
  void nothingIsLostOrRepeatedWhenTheProxyIsReloaded(Kind kind) throws Exception {
    int total = 3000;
    int perRound = 300;
    ProxyProcess proxy = proxy(kind);
    String position;
    try (SseStream first = subscribed(proxy, path)) {
      position = first.lastEventId();
    }
    ResumingReader reader = new ResumingReader(at -> open(proxy, path, at), position, total);
    CompletableFuture<SequenceCheck> read = CompletableFuture.supplyAsync(reader::read);
    for (int from = 1; from <= total; from += perRound) {
      boolean odd = from / perRound % 2 == 1;
      if (odd) {
        proxy.reload(); // the stream stays with the old process ...
      }
      for (int n = from; n < from + perRound; n++) {
        rails.broadcast(ROOM, "{\"n\":" + n + "}");
      }
      if (!odd) {
        reader.cut(); // ... until it reconnects to the new one
      }
      int upTo = from + perRound - 1;
      Eventually.withinSeconds(20).until(() -> reader.last() >= upTo || read.isDone());
    }
    SequenceCheck check = read.get(20, TimeUnit.SECONDS);
    assertThat(check.faults()).isEmpty();
    assertThat(check.received()).isEqualTo(total);
    assertThat(check.dropped()).isZero();
    assertThat(reader.resumptions()).isPositive();
  }
}
