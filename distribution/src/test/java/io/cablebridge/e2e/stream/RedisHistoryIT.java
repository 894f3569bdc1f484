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
import io.cablebridge.stream.StreamConfig;
import io.cablebridge.stream.StreamMessage;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * History of streams in a real Redis: what another bridge, or the same one after a restart, can
 * replay, and when it must report a gap.
 */
@Needs(RealPart.REDIS)
final class RedisHistoryIT {

  @RegisterExtension static final TestBed TESTBED = new TestBed();

  private static RedisServer redis;
  private static RedisProbe probe;
  private static RedisNode node;

  private final String stream = TestBed.freshId();

  @BeforeAll
  static void start() {
    redis = TESTBED.redis();
    probe = TESTBED.add(new RedisProbe(redis));
    node = TESTBED.add(new RedisNode(redis));
  }

  /** A new node without memory of its own. */
  private static RedisNode fresh() {
    return TESTBED.add(new RedisNode(redis));
  }

  private static RedisNode fresh(int limit) {
    return TESTBED.add(
        new RedisNode(redis, new StreamConfig(limit, 1 << 20, Duration.ofMinutes(5)), PREFIX));
  }

  private StreamPosition published(RedisNode by, int count) {
    StreamRecorder recorder = by.read(stream);
    for (int i = 1; i <= count; i++) {
      by.publish(stream, Integer.toString(i));
    }
    return recorder.await(Integer.toString(count)).position();
  }

  private static StreamPosition at(long offset, StreamPosition any) {
    return new StreamPosition(offset, any.epoch());
  }

  @Test
  void historySurvivesTheBridge() {
    StreamPosition last = published(node, 5);
    StreamRecorder back = fresh().resume(stream, at(2, last));

    assertThat(back.received()).containsExactly("3", "4", "5", "COMPLETE");
    assertThat(back.messages())
        .extracting(StreamMessage::position)
        .containsExactly(at(3, last), at(4, last), at(5, last));
  }

  @Test
  void theNumberingContinuesAfterARestart() {
    StreamPosition last = published(node, 5);
    RedisNode next = fresh();
    StreamRecorder recorder = next.read(stream);
    next.publish(stream, "\"more\"");
    assertThat(recorder.await("\"more\"").position()).isEqualTo(at(6, last));
  }

  @Test
  void anyBridgeReplaysFromBeforeTheFirstMessage() {
    StreamPosition beginning = fresh().read(stream).subscribed(1).start();
    published(node, 2);
    assertThat(beginning.offset()).isZero();
    assertThat(fresh().resume(stream, beginning).received()).containsExactly("1", "2", "COMPLETE");
  }

  /** Rails may have published on the stream while no bridge was subscribed. */
  @Test
  void aStreamWithoutPublicationsProvesNothing() {
    StreamPosition beginning = fresh().read(stream).subscribed(1).start();
    assertThat(fresh().resume(stream, beginning).received()).containsExactly("INCOMPLETE");
  }

  @Test
  void aSubscriberThatMissedNothingResumesFromAnEmptyHistory() {
    StreamPosition last = published(node, 3);
    probe.commands().del("cable-bridge:history:" + stream);
    assertThat(fresh().resume(stream, last).received()).containsExactly("COMPLETE");
  }

  @Test
  void aResumptionWithinTheHistoryIsComplete() {
    StreamPosition last = published(fresh(3), 5);
    assertThat(fresh(3).resume(stream, at(2, last)).received())
        .containsExactly("3", "4", "5", "COMPLETE");
  }

  @Test
  void aResumptionFromBeforeTheHistoryIsIncomplete() {
    StreamPosition last = published(fresh(3), 5);
    assertThat(fresh(3).resume(stream, at(1, last)).received()).containsExactly("INCOMPLETE");
  }

  @Test
  void historyIsBoundedInBytes() {
    StreamConfig small = new StreamConfig(100, 400, Duration.ofMinutes(5));
    StreamPosition last = published(TESTBED.add(new RedisNode(redis, small, PREFIX)), 50);
    assertThat(probe.commands().xlen("cable-bridge:history:" + stream)).isBetween(1L, 6L);
    assertThat(fresh().resume(stream, at(49, last)).received()).containsExactly("50", "COMPLETE");
  }

  @Test
  void historyIsBoundedInAge() {
    StreamConfig brief = new StreamConfig(100, 1 << 20, Duration.ofSeconds(1));
    RedisNode briefly = TESTBED.add(new RedisNode(redis, brief, PREFIX));
    StreamPosition last = published(briefly, 2);
    Eventually.withinSeconds(5)
        .until(() -> probe.commands().exists("cable-bridge:history:" + stream) == 0);
    RedisNode next = TESTBED.add(new RedisNode(redis, brief, PREFIX));
    assertThat(next.resume(stream, at(1, last)).received()).containsExactly("INCOMPLETE");
    assertThat(next.resume(stream, last).received()).containsExactly("COMPLETE");
  }

  @Test
  void aPositionFromTheFutureProvesNothing() {
    StreamPosition last = published(node, 3);
    assertThat(fresh().resume(stream, at(4, last)).received()).containsExactly("INCOMPLETE");
  }

  @Test
  void aPositionOfAnotherEpochProvesNothing() {
    published(node, 3);
    assertThat(fresh().resume(stream, new StreamPosition(2, "stranger")).received())
        .containsExactly("INCOMPLETE");
  }

  @Test
  void aStreamOfRailsCanBeResumedOnTheSameNode() {
    StreamRecorder recorder = node.read(stream);
    probe.broadcast(PREFIX + ":" + stream, "1");
    node.publish(stream, "2");
    probe.broadcast(PREFIX + ":" + stream, "3");
    recorder.await("3");

    assertThat(node.resume(stream, recorder.await("1").position()).received())
        .containsExactly("2", "3", "COMPLETE");
    assertThat(node.resume(stream, recorder.await("2").position()).received())
        .containsExactly("3", "COMPLETE");
  }

  @Test
  void anotherNodeCannotResumeAStreamOfRails() {
    StreamRecorder recorder = node.read(stream);
    node.publish(stream, "1");
    probe.broadcast(PREFIX + ":" + stream, "2");
    node.publish(stream, "3");
    recorder.await("3");
    Eventually.withinSeconds(5)
        .until(() -> probe.commands().hexists("cable-bridge:numbering:" + stream, "rails"));

    RedisNode other = fresh();
    assertThat(other.resume(stream, recorder.await("1").position()).received())
        .containsExactly("INCOMPLETE");
    assertThat(other.resume(stream, recorder.await("2").position()).received())
        .containsExactly("INCOMPLETE");
    assertThat(other.resume(stream, recorder.await("3").position()).received())
        .containsExactly("INCOMPLETE");
  }

  @Test
  void afterALongSilenceOfRailsAStreamStartsANewEpoch() {
    StreamPosition last = published(node, 1);
    probe.commands().hset("cable-bridge:numbering:" + stream, "rails", "1000");
    RedisNode next = fresh();
    StreamRecorder recorder = next.read(stream);
    next.publish(stream, "\"first\"");
    StreamPosition first = recorder.await("\"first\"").position();
    next.publish(stream, "\"more\"");

    assertThat(first.offset()).isEqualTo(1);
    assertThat(first.epoch()).isNotEqualTo(last.epoch());
    assertThat(fresh().resume(stream, first).received()).containsExactly("\"more\"", "COMPLETE");
  }

  @Test
  void aRestartedRedisStartsANewEpoch() {
    StreamPosition last = published(node, 2);
    probe.commands().hset("cable-bridge:numbering:" + stream, "run", "an earlier one");
    RedisNode next = fresh();
    assertThat(next.resume(stream, last).received()).containsExactly("INCOMPLETE");

    StreamRecorder recorder = next.read(stream);
    next.publish(stream, "\"anew\"");
    assertThat(recorder.await("\"anew\"").position().epoch()).isNotEqualTo(last.epoch());
    assertThat(recorder.await("\"anew\"").position().offset()).isEqualTo(1);
  }

  @Test
  void aRequestSinceATimeReplaysEverythingAfterIt() {
    // The bridge cannot prove anything from before the start of Redis.
    long started = Long.parseLong(probe.commands().time().get(0));
    Eventually.withinSeconds(5)
        .until(() -> Long.parseLong(probe.commands().time().get(0)) > started + 1);
    published(node, 3);
    assertThat(fresh().readSince(stream, started + 1).received())
        .containsExactly("1", "2", "3", "COMPLETE");
    assertThat(fresh().readSince(stream, started + 1000).received()).containsExactly("COMPLETE");
  }

  @Test
  void aRequestSinceBeforeTheBridgeReplaysWhatIsHeld() {
    published(node, 2);
    assertThat(fresh().readSince(stream, 1).received()).containsExactly("1", "2", "COMPLETE");
  }

  @Test
  void aRequestSinceBeforeTheBridgeReplaysBroadcastsAndPublicationsInTheirOrder() {
    published(node, 1);
    RedisNode other = fresh();
    StreamRecorder recorder = other.read(stream);
    probe.broadcast(PREFIX + ":" + stream, "2");
    recorder.await("2");
    node.publish(stream, "3");
    recorder.await("3");
    assertThat(other.readSince(stream, 1).received()).containsExactly("1", "2", "3", "COMPLETE");
  }

  @Test
  void aRequestSinceBeforeTheBridgeIsIncompleteAfterALossOnAStreamOfRails() {
    RedisNode other = fresh();
    StreamRecorder recorder = other.read(stream);
    probe.broadcast(PREFIX + ":" + stream, "1");
    recorder.await("1");
    probe.killSubscribers();
    recorder.subscribed(2);
    assertThat(other.readSince(stream, 1).received()).containsExactly("INCOMPLETE");
  }

  @Test
  void aReaderOfAQuietStreamResumesAfterTheFirstBroadcastOfRails() {
    StreamPosition beginning = node.read(stream).subscribed(1).start();
    assertThat(beginning.offset()).isZero();
    assertThat(node.resume(stream, beginning).received()).containsExactly("COMPLETE");
    probe.broadcast(PREFIX + ":" + stream, "1");
    node.read(stream);
    Eventually.withinSeconds(5)
        .until(() -> node.resume(stream, beginning).received().contains("1"));

    assertThat(node.resume(stream, beginning).received()).containsExactly("1", "COMPLETE");
    // Another bridge cannot prove that it was the only one.
    assertThat(fresh().resume(stream, beginning).received()).containsExactly("INCOMPLETE");
  }

  @Test
  void aReaderWithoutAMessageSinceALossResumesFromItsConfirmation() {
    StreamRecorder recorder = node.read(stream);
    node.publish(stream, "1");
    StreamPosition before = recorder.await("1").position();
    probe.killSubscribers();
    StreamPosition after = recorder.subscribed(2).start();
    assertThat(after.offset()).isEqualTo(1);
    probe.broadcast(PREFIX + ":" + stream, "2");
    recorder.await("2");

    assertThat(node.resume(stream, after).received()).containsExactly("2", "COMPLETE");
    assertThat(node.resume(stream, before).received()).containsExactly("INCOMPLETE");
  }

  @Test
  void aRequestSinceBeforeTheHistoryIsIncomplete() {
    published(fresh(3), 5);
    StreamRecorder recorder = fresh(3).readSince(stream, System.currentTimeMillis() / 1000 - 1);
    assertThat(recorder.received()).containsExactly("INCOMPLETE");
  }
}
