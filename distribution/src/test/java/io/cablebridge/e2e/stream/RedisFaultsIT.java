package io.cablebridge.e2e.stream;

import static io.cablebridge.e2e.stream.RedisNode.PREFIX;
import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.e2e.rig.Eventually;
import io.cablebridge.e2e.rig.Needs;
import io.cablebridge.e2e.rig.RealPart;
import io.cablebridge.e2e.rig.RedisProbe;
import io.cablebridge.e2e.rig.RedisServer;
import io.cablebridge.e2e.rig.TestBed;
import io.cablebridge.protocol.StreamPosition;
import io.lettuce.core.AclSetuserArgs;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Redis stopped for 30 s, paused for 30 s, and deaf to its subscribers for 30 s: the alarm comes
 * within 15 s, delivery is back within 5 s of its return, and no hole is hidden. The three happen
 * at once, each to a Redis of its own.
 */
@Needs(RealPart.REDIS)
final class RedisFaultsIT {
  private static final Duration AWAY = Duration.ofSeconds(30);
  private static final Duration ALARM = Duration.ofSeconds(15);
  private static final Duration RETURN = Duration.ofSeconds(5);
  private static final String STREAM = "faults";

  @RegisterExtension static final TestBed STAGE = new TestBed();

  /** What one fault showed. */
  private record Report(
      String problem,
      Duration alarm,
      boolean refused,
      Duration delivery,
      StreamRecorder ears,
      RedisNode node) {

    Report print(String fault) {
      System.out.printf(
          "%s: alarm after %d ms (%s), delivery %d ms after the return%n",
          fault, alarm.toMillis(), problem, delivery.toMillis());
      return this;
    }
  }

  private static CompletableFuture<Report> stopped;
  private static CompletableFuture<Report> paused;
  private static CompletableFuture<Report> deaf;

  @BeforeAll
  static void begin() {
    stopped = begin(redis -> redis::kill, redis -> redis::startAgain);
    paused = begin(redis -> redis::pause, redis -> redis::goOn);
    deaf = begin(redis -> () -> mayHear(redis, false), redis -> () -> mayHear(redis, true));
  }

  /** What an operator can take away from a client while it may go on commanding. */
  private static void mayHear(RedisServer redis, boolean anything) {
    try (RedisProbe probe = new RedisProbe(redis)) {
      AclSetuserArgs rights = AclSetuserArgs.Builder.resetChannels();
      probe.commands().aclSetuser("default", anything ? rights.allChannels() : rights);
    }
  }

  private interface Step {
    Runnable on(RedisServer redis);
  }

  private static CompletableFuture<Report> begin(Step fault, Step cure) {
    RedisServer redis = STAGE.redis();
    RedisNode node = STAGE.add(new RedisNode(redis));
    CompletableFuture<Report> report = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> report.completeAsync(() -> play(redis, node, fault, cure), Runnable::run),
            "fault");
    thread.setDaemon(true);
    thread.start();
    return report;
  }

  private static Report play(RedisServer redis, RedisNode node, Step fault, Step cure) {
    StreamRecorder ears = node.read(STREAM);
    awaitWithin(RETURN, () -> node.broker().health().isWell());
    broadcast(redis, "\"before\"");
    ears.hear("\"before\"");

    long begun = System.nanoTime();
    fault.on(redis).run();
    awaitWithin(ALARM, () -> !node.broker().health().isWell());
    final Duration alarm = since(begun);
    String problem = node.broker().health().problem();
    boolean refused = isRefusedAtOnce(node);
    Awaitility.await().pollDelay(AWAY.minus(since(begun))).atMost(AWAY).until(() -> true);

    long returned = System.nanoTime();
    cure.on(redis).run();
    awaitWithin(RETURN, () -> heardAfter(redis, ears));
    Duration delivery = since(returned);
    awaitWithin(RETURN, () -> node.broker().health().isWell());
    return new Report(problem, alarm, refused, delivery, ears, node);
  }

  /** Whoever publishes now need not wait for an answer that does not come. */
  private static boolean isRefusedAtOnce(RedisNode node) {
    CompletableFuture<Void> publishing = node.publishing(STREAM, "\"too early\"");
    awaitWithin(Duration.ofSeconds(1), publishing::isDone);
    return publishing.isCompletedExceptionally();
  }

  /** Rails broadcasts again and again; what counts is when the first of it arrives. */
  private static boolean heardAfter(RedisServer redis, StreamRecorder ears) {
    try {
      broadcast(redis, "\"after\"");
    } catch (RuntimeException e) {
      return false;
    }
    return ears.data().contains("\"after\"");
  }

  private static void broadcast(RedisServer redis, String json) {
    try (RedisProbe probe = new RedisProbe(redis)) {
      probe.broadcast(PREFIX + ":" + STREAM, json);
    }
  }

  private static void awaitWithin(Duration limit, BooleanSupplier condition) {
    Eventually.within(limit).until(condition::getAsBoolean);
  }

  private static Duration since(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos);
  }

  @Test
  void aRedisThatIsStoppedIsCalledAwayAndItsReturnAdmitsTheHole() {
    Report report = stopped.join().print("stopped");

    assertThat(report.problem()).isEqualTo("Redis is unavailable");
    assertThat(report.refused()).isTrue();
    assertThat(report.ears().told()).startsWith("NOT_ASKED", "\"before\"", "lost", "INCOMPLETE");
    assertThat(resumedBefore(report)).isEqualTo("INCOMPLETE");
  }

  @Test
  void aRedisThatIsPausedIsCalledAwayAndLosesNothing() {
    Report report = paused.join().print("paused");

    assertThat(report.problem()).isEqualTo("Redis is unavailable");
    assertThat(report.refused()).isTrue();
    assertThat(report.ears().told()).startsWith("NOT_ASKED", "\"before\"", "\"after\"");
    assertThat(resumedBefore(report)).isEqualTo("COMPLETE");
  }

  @Test
  void aRedisThatDoesNotDeliverIsCalledMuteAndItsReturnAdmitsTheHole() {
    Report report = deaf.join().print("deaf");

    assertThat(report.problem()).isEqualTo("Redis answers but does not deliver");
    assertThat(report.ears().told()).contains("lost", "INCOMPLETE");
    assertThat(resumedBefore(report)).isEqualTo("INCOMPLETE");
  }

  /** What a reader is told who heard nothing since the fault. */
  private static String resumedBefore(Report report) {
    StreamPosition before = report.ears().hear("\"before\"").position();
    return report.node().resume(STREAM, before).told().stream()
        .filter(told -> told.endsWith("COMPLETE"))
        .findFirst()
        .orElse("nothing");
  }
}
