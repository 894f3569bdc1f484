package io.cablebridge.http.session;

import static io.cablebridge.http.rig.RunningBridge.ROOM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cablebridge.http.rig.Answer;
import io.cablebridge.http.rig.Client;
import io.cablebridge.http.rig.RawConnection;
import io.cablebridge.http.rig.RunningBridge;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Hostile bodies, with a length and in chunks: each gets its error object soon, none of its
 * commands is performed, and the bridge serves the next request.
 */
class HostileBodiesTest {
  private static final Duration SOON = Duration.ofSeconds(1);
  private static final String GOOD = "{\"identifier\":{\"channel\":\"Bad\"},\"subscribe\":true}";
  private static final String ID = RunningBridge.newId();

  private static RunningBridge bridge;
  private static RunningBridge generous;

  /** A body with what it is called and the status that it gets. */
  record Bad(String name, byte[] body, int status) {
    static Bad of(String name, String body, int status) {
      return new Bad(name, body.getBytes(StandardCharsets.UTF_8), status);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  @BeforeAll
  static void start() {
    bridge = RunningBridge.start();
    generous = RunningBridge.start(plan -> plan.maxBody = 32 << 20);
    for (RunningBridge running : new RunningBridge[] {bridge, generous}) {
      running.client().opened(ID, ROOM);
      running.awaitSubscribers(1);
    }
  }

  @AfterAll
  static void stop() {
    bridge.close();
    generous.close();
  }

  private static String with(String tail) {
    return "[" + GOOD + "," + tail;
  }

  private static byte[] utf8(String before, int... bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(before.getBytes(StandardCharsets.UTF_8));
    for (int b : bytes) {
      out.write(b);
    }
    out.writeBytes("\"}}]".getBytes(StandardCharsets.UTF_8));
    return out.toByteArray();
  }

  private static String send(String value) {
    return with("{\"identifier\":{\"channel\":\"Bad\"},\"send\":{\"a\":" + value + "}}]");
  }

  /** Bodies that are too long for the usual limit, whatever they say. */
  static Stream<Bad> tooLong() {
    return Stream.of(
        Bad.of("one byte over", "[" + GOOD + "]" + " ".repeat(65_537 - GOOD.length() - 2), 413),
        Bad.of("8 MB of newlines", "\n".repeat(8 << 20), 413),
        Bad.of("100,000 commands", "[" + (GOOD + ",").repeat(99_999) + GOOD + "]", 413),
        Bad.of("a number of 1 MB", send("1".repeat(1 << 20)), 413));
  }

  /** Bodies that no limit of length stops. */
  static Stream<Bad> longAndWrong() {
    return Stream.of(
        Bad.of("8 MB of newlines", "\n".repeat(8 << 20), 400),
        Bad.of("100,000 commands", "[" + (GOOD + ",").repeat(99_999) + GOOD + "]", 400),
        Bad.of("a number of 1 MB", send("1".repeat(1 << 20)), 400),
        Bad.of("a fraction of 1 MB", send("0." + "1".repeat(1 << 20)), 400),
        Bad.of("an exponent of 1 MB", send("1e" + "1".repeat(1 << 20)), 400),
        Bad.of("a million arrays", with("[".repeat(1 << 20)), 400),
        Bad.of("a name of 1 MB", with("{\"" + "n".repeat(1 << 20) + "\":1}"), 400));
  }

  /** Bodies within every limit of length. */
  static Stream<Bad> shortAndWrong() {
    String deep = "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000);
    String array = "[".repeat(10_000) + "]".repeat(10_000);
    return Stream.of(
        Bad.of("101 commands", "[" + (GOOD + ",").repeat(100) + GOOD + "]", 400),
        Bad.of("objects nested 10,000 deep", send(deep.substring(0, 50_000)), 400),
        Bad.of("arrays nested 10,000 deep", send(array), 400),
        Bad.of(
            "a deep identifier", with("{\"identifier\":" + array + ",\"subscribe\":true}]"), 400),
        Bad.of("deep where nobody looks", with("{\"x\":" + array + "}]"), 400),
        Bad.of("a number of 60 KB", send("1".repeat(60_000)), 400),
        Bad.of(
            "duplicate keys", with("{\"identifier\":{\"channel\":\"A\",\"channel\":\"B\"}}]"), 400),
        Bad.of("duplicate verbs", with("{\"subscribe\":true,\"subscribe\":true}]"), 400),
        Bad.of("duplicate keys in a send", send("{\"k\":1,\"k\":2}"), 400),
        Bad.of("duplicate escaped keys", send("{\"k\":1,\"\\u006b\":2}"), 400),
        new Bad("a lone continuation byte", utf8(send("\"").replace("}}]", ""), 0x80), 400),
        new Bad("an overlong slash", utf8(send("\"").replace("}}]", ""), 0xc0, 0xaf), 400),
        new Bad("an encoded surrogate", utf8(send("\"").replace("}}]", ""), 0xed, 0xa0, 0x80), 400),
        new Bad("beyond Unicode", utf8(send("\"").replace("}}]", ""), 0xf4, 0x90, 0x80, 0x80), 400),
        new Bad("a cut character", utf8(send("\"").replace("}}]", ""), 0xe2, 0x82), 400),
        new Bad("UTF-16", ("[" + GOOD + "]").getBytes(StandardCharsets.UTF_16), 400),
        new Bad("UTF-16 without mark", ("[" + GOOD + "]").getBytes(StandardCharsets.UTF_16LE), 400),
        Bad.of("a NUL", send("\"\0\""), 400),
        Bad.of("truncated in a string", send("\"abc").replace("}}]", ""), 400),
        Bad.of("truncated in a word", with("{\"subscribe\":tru"), 400),
        Bad.of("truncated after an escape", send("\"\\").replace("}}]", ""), 400),
        Bad.of("truncated between requests", with(""), 400));
  }

  @ParameterizedTest
  @MethodSource({"tooLong", "shortAndWrong"})
  void aBodyWithItsLengthIsRefused(Bad bad) {
    refuse(bridge, bad, false);
  }

  @ParameterizedTest
  @MethodSource({"tooLong", "shortAndWrong"})
  void aBodyInChunksIsRefused(Bad bad) {
    refuse(bridge, bad, true);
  }

  @ParameterizedTest
  @MethodSource("longAndWrong")
  void aBodyThatIsAllowedToBeLongIsRefused(Bad bad) {
    refuse(generous, bad, false);
  }

  private static void refuse(RunningBridge at, Bad bad, boolean chunked) {
    // Another session of its own would be opened by poll-queue, were anything performed.
    for (String path : new String[] {"/" + ID, "/" + RunningBridge.newId() + "?poll-queue=1"}) {
      int sessions = at.sessions.size();
      long begun = System.nanoTime();
      Answer answer = chunked ? inChunks(at, path, bad.body()) : whole(at, path, bad.body());
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(SOON);
      answer.expectError(bad.status(), bad.status() == 413 ? "payload_too_large" : "bad_request");
      assertThat(at.sessions.size()).isEqualTo(sessions);
    }
    assertNothingPerformed(at);
  }

  private static void assertNothingPerformed(RunningBridge at) {
    int before = at.rails.commands().size();
    at.client().post("/" + ID, Client.send(ROOM, "{}")).expect(200);
    await().until(() -> at.rails.commands().size() > before);
    assertThat(at.rails.commands()).noneMatch(command -> command.contains("Bad"));
  }

  private static Answer whole(RunningBridge at, String path, byte[] body) {
    return answer(
        at, RawConnection.request("POST " + path, "Content-Length: " + body.length), body);
  }

  private static Answer inChunks(RunningBridge at, String path, byte[] body) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int size = Math.max(1, Math.min(body.length / 7 + 1, 20_000));
    for (int from = 0; from < body.length; from += size) {
      int length = Math.min(size, body.length - from);
      out.writeBytes((Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
      out.write(body, from, length);
      out.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
    }
    out.writeBytes("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    return answer(
        at, RawConnection.request("POST " + path, "Transfer-Encoding: chunked"), out.toByteArray());
  }

  /** Sends while it listens, as the answer may come before the end of the body. */
  private static Answer answer(RunningBridge at, String head, byte[] body) {
    try (RawConnection wire = RawConnection.to(at)) {
      wire.send(head);
      Thread sender = new Thread(() -> wire.sendWhatIsTaken(body), "sender");
      sender.setDaemon(true);
      sender.start();
      return wire.answer();
    }
  }

  @Test
  void aBodyOfExactlyTheLimitIsTaken() {
    String command = Client.subscribe(ROOM);
    bridge.client().post("/" + ID, command + " ".repeat(65_536 - command.length())).expect(200);
  }

  @Test
  void requestsBeyondALimitAreCounted() {
    Map<String, ? extends Number> beyond = bridge.requests.beyondLimits();
    long bodies = beyond.get("http.max-body").longValue();
    long commands = beyond.get("http.max-commands").longValue();
    byte[] tooLong = (Client.subscribe(ROOM) + " ".repeat(70_000)).getBytes(StandardCharsets.UTF_8);
    whole(bridge, "/" + ID, tooLong).expect(413);
    String command = "{\"identifier\":" + ROOM + ",\"subscribe\":true}";
    bridge.client().post("/" + ID, "[" + (command + ",").repeat(100) + command + "]").expect(400);
    assertThat(beyond.get("http.max-body").longValue()).isEqualTo(bodies + 1);
    assertThat(beyond.get("http.max-commands").longValue()).isEqualTo(commands + 1);
    assertThat(beyond.get("publish.max-body").longValue()).isZero();
  }

  @Test
  void aHundredCommandsAreTaken() {
    String command = "{\"identifier\":" + ROOM + ",\"subscribe\":true}";
    Answer answer =
        bridge.client().post("/" + ID, "[" + (command + ",").repeat(99) + command + "]");
    assertThat(answer.expect(200).json()).hasSize(100);
  }

  @Test
  void aBodyThatNeverEndsIsNotPerformed() {
    try (RawConnection wire = RawConnection.to(bridge)) {
      wire.send(RawConnection.request("POST /" + ID, "Content-Length: 1000") + "[" + GOOD + "]")
          .finish();
      Answer answer = wire.answer();
      answer.expectError(400, "bad_request");
    }
    assertNothingPerformed(bridge);
  }

  @Test
  void aChunkedBodyThatBreaksOffIsNotPerformed() {
    try (RawConnection wire = RawConnection.to(bridge)) {
      wire.send(
              RawConnection.request("POST /" + ID, "Transfer-Encoding: chunked")
                  + Integer.toHexString(GOOD.length())
                  + "\r\n"
                  + GOOD
                  + "\r\nnonsense\r\n")
          .answer()
          .expectError(400, "bad_request");
    }
    assertNothingPerformed(bridge);
  }

  @Test
  void refusalsLeaveNoMemoryBehind() {
    Map<Boolean, Bad> bombs =
        Map.of(true, tooLong().toList().get(1), false, longAndWrong().toList().get(0));
    long before = usedHeap();
    for (int n = 0; n < 10; n++) {
      bombs.forEach(
          (usual, bad) -> {
            RunningBridge at = usual ? bridge : generous;
            whole(at, "/" + ID, bad.body()).expect(bad.status());
          });
    }
    await().untilAsserted(() -> assertThat(usedHeap() - before).isLessThan(4L << 20));
  }

  private static long usedHeap() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
