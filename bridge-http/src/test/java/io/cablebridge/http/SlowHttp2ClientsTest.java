package io.cablebridge.http;

import static io.cablebridge.http.rig.Http2Connection.CONTINUATION;
import static io.cablebridge.http.rig.Http2Connection.DATA;
import static io.cablebridge.http.rig.Http2Connection.END_HEADERS;
import static io.cablebridge.http.rig.Http2Connection.END_STREAM;
import static io.cablebridge.http.rig.Http2Connection.HEADERS;
import static io.cablebridge.http.rig.Http2Connection.PING;
import static io.cablebridge.http.rig.Http2Connection.head;
import static io.cablebridge.http.rig.RunningBridge.ROOM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cablebridge.http.exchange.UnfinishedRequests;
import io.cablebridge.http.rig.Client;
import io.cablebridge.http.rig.Http2Connection;
import io.cablebridge.http.rig.RunningBridge;
import io.cablebridge.http.rig.TestCertificate;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The deadlines of HTTP/1.1 hold over HTTP/2, for each connection and for each of its streams. */
@Timeout(60)
class SlowHttp2ClientsTest {
  private static final TestCertificate CERTIFICATE = TestCertificate.make("EC");
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final int IDLE_CONNECTIONS = 1_000;

  @TempDir private Path directory;

  private final String id = RunningBridge.newId();
  private RunningBridge bridge;

  private void start(Duration head, Duration body, Duration idle) {
    bridge =
        RunningBridge.start(
            plan -> {
              plan.headTimeout = head;
              plan.bodyTimeout = body;
              plan.idleTimeout = idle;
              plan.heartbeat = Duration.ofMillis(300);
              plan.tls = CERTIFICATE.into(directory, true);
            });
  }

  @AfterEach
  void stop() {
    bridge.close();
  }

  private Http2Connection connect() {
    return Http2Connection.to(bridge, CERTIFICATE);
  }

  private long tooSlow() {
    return bridge.requests.faults().get("too_slow").longValue();
  }

  private long held() {
    return bridge.unfinished.asLimit().used().getAsLong();
  }

  @Test
  void aConnectionThatSendsNothingEndsAsIdle() {
    start(LONG, LONG, SECOND);
    try (Http2Connection silent = connect();
        Http2Connection started = connect().start()) {
      assertThat(started.awaitEnd()).isEqualTo("idle_timeout");
      assertThat(silent.awaitEnd()).isEqualTo("idle_timeout");
    }
    assertThat(tooSlow()).isZero();
  }

  @Test
  void pingsDoNotKeepAConnectionWithoutAStream() throws InterruptedException {
    start(LONG, LONG, SECOND);
    try (Http2Connection pinging = connect().start()) {
      for (int i = 0; i < 15; i++) {
        pinging.frame(PING, 0, 0, new byte[8]);
        Thread.sleep(200);
      }
      assertThat(pinging.awaitEnd()).isEqualTo("idle_timeout");
    }
  }

  @Test
  void manyIdleConnectionsEndAndOnesWithAnEventStreamDoNot() {
    start(LONG, LONG, Duration.ofSeconds(2));
    List<Http2Connection> idle = new ArrayList<>();
    try (Http2Connection stream = connect().start()) {
      stream.frame(
          HEADERS,
          END_HEADERS | END_STREAM,
          1,
          head("GET", "/" + id, "accept", "text/event-stream"));
      for (int i = 0; i < IDLE_CONNECTIONS; i++) {
        idle.add(connect().start());
      }
      idle.forEach(Http2Connection::awaitEnd);
      for (int heartbeats = 0; heartbeats < 10; heartbeats++) {
        assertThat(Objects.requireNonNull(stream.read()).type()).isIn(HEADERS, DATA);
      }
      assertThat(bridge.sessions.directory().listeners()).isEqualTo(1);
    } finally {
      idle.forEach(Http2Connection::close);
    }
  }

  @Test
  void aBlockOfHeadersWithoutAnEndIsTooSlow() throws InterruptedException {
    start(SECOND, LONG, LONG);
    byte[] block = head("GET", "/" + id, "x-a", "x".repeat(100));
    try (Http2Connection silent = connect().start();
        Http2Connection dripping = connect().start();
        Http2Connection cut = connect().start();
        Http2Connection preface = connect()) {
      preface.send(new byte[] {'P', 'R', 'I'});
      silent.frame(HEADERS, END_STREAM, 1, block);
      byte[] whole = Http2Connection.bytes(HEADERS, END_STREAM | END_HEADERS, 1, block);
      cut.send(Arrays.copyOf(whole, whole.length - 1));
      dripping.frame(HEADERS, END_STREAM, 1, Arrays.copyOf(block, 40));
      for (int at = 40; at < 60; at++) {
        dripping.frame(CONTINUATION, 0, 1, new byte[] {block[at]});
        Thread.sleep(150);
      }
      for (Http2Connection each : List.of(silent, dripping, cut)) {
        assertThat(each.awaitEnd()).isEqualTo("head_timeout");
      }
      preface.awaitEnd();
    }
    assertThat(tooSlow()).isEqualTo(4);
  }

  @Test
  void anUnfinishedBlockOfHeadersCountsAndIsRefusedBeyondTheBudget() {
    start(LONG, LONG, LONG);
    byte[] block = new byte[9000];
    try (Http2Connection half = connect().start()) {
      half.frame(HEADERS, END_STREAM, 1, block);
      await().until(() -> held() >= block.length);
    }
    await().until(() -> held() == 0);
    UnfinishedRequests.Share others = bridge.unfinished.newShare();
    others.set(bridge.unfinished.asLimit().limit().getAsLong() + 1);
    try (Http2Connection half = connect().start()) {
      half.frame(HEADERS, END_STREAM, 1, block);
      assertThat(half.awaitEnd()).isEqualTo("overloaded");
    }
    others.release();
  }

  @Test
  void aBodyThatTricklesOrStopsIsAnswered408AndOtherStreamsGoOn() throws InterruptedException {
    start(LONG, SECOND, LONG);
    try (Http2Connection wire = connect().start()) {
      wire.frame(
          HEADERS,
          END_HEADERS | END_STREAM,
          1,
          head("GET", "/" + id, "accept", "text/event-stream"));
      await().until(() -> bridge.sessions.directory().listeners() == 1);
      wire.frame(HEADERS, END_HEADERS, 3, head("POST", "/" + id));
      wire.frame(HEADERS, END_HEADERS, 5, head("POST", "/" + id));
      wire.frame(HEADERS, END_HEADERS, 7, head("POST", "/short"));
      for (int i = 0; i < 8; i++) {
        wire.frame(DATA, 0, 3, new byte[] {'['});
        Thread.sleep(200);
      }
      boolean[] timedOut = new boolean[8];
      boolean[] ended = new boolean[8];
      while (!(timedOut[3] && timedOut[5] && ended[3] && ended[5] && ended[7])) {
        Http2Connection.Frame frame = Objects.requireNonNull(wire.read());
        timedOut[frame.stream()] |= frame.text().contains("request_timeout");
        ended[frame.stream()] |= frame.endsStream() || frame.type() == Http2Connection.RESET;
      }
      String body = Client.subscribe(ROOM);
      wire.frame(HEADERS, END_HEADERS, 9, head("POST", "/" + id));
      wire.frame(DATA, END_STREAM, 9, body.getBytes(StandardCharsets.UTF_8));
      bridge.awaitSubscribers(1);
      bridge.rails.broadcast(ROOM, "\"still here\"");
      String data = "";
      while (!data.contains("still here")) {
        data += Objects.requireNonNull(wire.read()).text();
      }
    }
    assertThat(tooSlow()).isGreaterThanOrEqualTo(3);
    await().until(() -> held() == 0);
  }

  @Test
  void aPollMayWaitLongerThanABodyOrAHeadMayTake() {
    start(SECOND, SECOND, SECOND);
    try (Http2Connection wire = connect().start()) {
      wire.frame(HEADERS, END_HEADERS, 1, head("POST", "/" + id + "?poll-queue=9"));
      wire.frame(DATA, END_STREAM, 1, Client.subscribe(ROOM).getBytes(StandardCharsets.UTF_8));
      bridge.awaitSubscribers(1);
      wire.frame(HEADERS, END_HEADERS | END_STREAM, 3, head("GET", "/" + id));
      assertThat(body(wire, 3)).contains("connected");
      wire.frame(HEADERS, END_HEADERS | END_STREAM, 5, head("GET", "/" + id + "?timeout=4"));
      assertThat(body(wire, 5)).contains("\"messages\":[]");
    }
    assertThat(tooSlow()).isZero();
  }

  private static String body(Http2Connection wire, int stream) {
    StringBuilder body = new StringBuilder();
    while (true) {
      Http2Connection.Frame frame = Objects.requireNonNull(wire.read());
      body.append(frame.stream() == stream ? frame.text() : "");
      if (frame.stream() == stream && frame.endsStream()) {
        return body.toString();
      }
    }
  }
}
