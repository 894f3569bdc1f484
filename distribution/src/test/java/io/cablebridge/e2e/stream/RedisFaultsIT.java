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
 * Redis stopped, paused, or without delivery to subscribers for 30 s each: health reports it within
 * 15 s, delivery resumes within 5 s of the recovery, and no gap is hidden. The three faults run in
 * parallel, each with its own Redis.
 */
@Needs(RealPart.REDIS)
final class RedisFaultsIT {
  private static final Duration OUTAGE = Duration.ofSeconds(30);
  private static final Duration ALARM = Duration.ofSeconds(15);
  private static final Duration RECOVERY = Duration.ofSeconds(5);
  private static final String STREAM = "faults";

  @RegisterExtension static final TestBed TESTBED = new TestBed();

  /** The observations of one fault. */
  private record Report(
      String problem,
      Duration alarm,
      boolean refused,
      Duration delivery,
      StreamRecorder recorder,
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
  private static CompletableFuture<Report> undelivering;

  @BeforeAll
  static void begin() {
    stopped = begin(redis -> redis::kill, redis -> redis::restart);
    paused = begin(redis -> redis::pause, redis -> redis::resume);
    undelivering =
        begin(
            redis -> () -> allowChannels(redis, false), redis -> () -> allowChannels(redis, true));
  }

  /**
   * Revokes or restores the channel permissions of the bridge's Redis user; its other commands
   * still work.
   */
  private static void allowChannels(RedisServer redis, boolean anything) {
    try (RedisProbe probe = new RedisProbe(redis)) {
      AclSetuserArgs rights = AclSetuserArgs.Builder.resetChannels();
      probe.commands().aclSetuser("default", anything ? rights.allChannels() : rights);
    }
  }

  private interface Step {
    Runnable on(RedisServer redis);
  }

  private static CompletableFuture<Report> begin(Step fault, Step cure) {
    RedisServer redis = TESTBED.redis();
    RedisNode node = TESTBED.add(new RedisNode(redis));
    CompletableFuture<Report> report = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> report.completeAsync(() -> run(redis, node, fault, cure), Runnable::run),
            "fault");
    thread.setDaemon(true);
    thread.start();
    return report;
  }

  private static Report run(RedisServer redis, RedisNode node, Step fault, Step cure) {
    StreamRecorder recorder = node.read(STREAM);
    awaitWithin(RECOVERY, () -> node.broker().health().isWell());
    broadcast(redis, "\"before\"");
    recorder.await("\"before\"");

    long begun = System.nanoTime();
    fault.on(redis).run();
    awaitWithin(ALARM, () -> !node.broker().health().isWell());
    final Duration alarm = since(begun);
    String problem = node.broker().health().problem();
    boolean refused = isRefusedAtOnce(node);
    Awaitility.await().pollDelay(OUTAGE.minus(since(begun))).atMost(OUTAGE).until(() -> true);

    long returned = System.nanoTime();
    cure.on(redis).run();
    awaitWithin(RECOVERY, () -> deliversAgain(redis, recorder));
    Duration delivery = since(returned);
    awaitWithin(RECOVERY, () -> node.broker().health().isWell());
    return new Report(problem, alarm, refused, delivery, recorder, node);
  }

  /** A publication during the outage fails at once instead of waiting for Redis. */
  private static boolean isRefusedAtOnce(RedisNode node) {
    CompletableFuture<Void> publishing = node.publishing(STREAM, "\"too early\"");
    awaitWithin(Duration.ofSeconds(1), publishing::isDone);
    return publishing.isCompletedExceptionally();
  }

  /** Broadcasts as Rails does; returns whether a broadcast has arrived. */
  private static boolean deliversAgain(RedisServer redis, StreamRecorder recorder) {
    try {
      broadcast(redis, "\"after\"");
    } catch (RuntimeException e) {
      return false;
    }
    return recorder.data().contains("\"after\"");
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
  void aStoppedRedisIsUnavailableAndTheGapIsReported() {
    Report report = stopped.join().print("stopped");

    assertThat(report.problem()).isEqualTo("Redis is unavailable");
    assertThat(report.refused()).isTrue();
    assertThat(report.recorder().received())
        .startsWith("NOT_ASKED", "\"before\"", "lost", "INCOMPLETE");
    assertThat(resumedBefore(report)).isEqualTo("INCOMPLETE");
  }

  @Test
  void aPausedRedisIsUnavailableAndLosesNothing() {
    Report report = paused.join().print("paused");

    assertThat(report.problem()).isEqualTo("Redis is unavailable");
    assertThat(report.refused()).isTrue();
    assertThat(report.recorder().received()).startsWith("NOT_ASKED", "\"before\"", "\"after\"");
    assertThat(resumedBefore(report)).isEqualTo("COMPLETE");
  }

  @Test
  void aRedisWithoutDeliveryIsDetectedAndTheGapIsReported() {
    Report report = undelivering.join().print("undelivering");

    assertThat(report.problem()).isEqualTo("Redis answers but does not deliver");
    assertThat(report.recorder().received()).contains("lost", "INCOMPLETE");
    assertThat(resumedBefore(report)).isEqualTo("INCOMPLETE");
  }

  /** The outcome for a subscriber that resumes from before the fault. */
  private static String resumedBefore(Report report) {
    StreamPosition before = report.recorder().await("\"before\"").position();
    return report.node().resume(STREAM, before).received().stream()
        .filter(received -> received.endsWith("COMPLETE"))
        .findFirst()
        .orElse("nothing");
  }
}
