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
 * The past of streams in a real Redis: what another bridge, or the same one after a restart, can
 * give a reader who comes back, and what it must admit not to know.
 */
@Needs(RealPart.REDIS)
final class RedisHistoryIT {

  @RegisterExtension static final TestBed STAGE = new TestBed();

  private static RedisServer redis;
  private static RedisProbe probe;
  private static RedisNode node;

  private final String stream = TestBed.freshId();

  @BeforeAll
  static void start() {
    redis = STAGE.redis();
    probe = STAGE.add(new RedisProbe(redis));
    node = STAGE.add(new RedisNode(redis));
  }

  /** A bridge that knows nothing but what Redis says. */
  private static RedisNode fresh() {
    return STAGE.add(new RedisNode(redis));
  }

  private static RedisNode fresh(int limit) {
    return STAGE.add(
        new RedisNode(redis, new StreamConfig(limit, 1 << 20, Duration.ofMinutes(5)), PREFIX));
  }

  private StreamPosition published(RedisNode by, int count) {
    StreamRecorder ears = by.read(stream);
    for (int i = 1; i <= count; i++) {
      by.publish(stream, Integer.toString(i));
    }
    return ears.hear(Integer.toString(count)).position();
  }

  private static StreamPosition at(long offset, StreamPosition any) {
    return new StreamPosition(offset, any.epoch());
  }

  @Test
  void historySurvivesTheBridge() {
    StreamPosition last = published(node, 5);
    StreamRecorder back = fresh().resume(stream, at(2, last));

    assertThat(back.told()).containsExactly("3", "4", "5", "COMPLETE");
    assertThat(back.messages())
        .extracting(StreamMessage::position)
        .containsExactly(at(3, last), at(4, last), at(5, last));
  }

  @Test
  void theNumberingGoesOnAfterTheBridge() {
    StreamPosition last = published(node, 5);
    RedisNode next = fresh();
    StreamRecorder ears = next.read(stream);
    next.publish(stream, "\"more\"");
    assertThat(ears.hear("\"more\"").position()).isEqualTo(at(6, last));
  }

  @Test
  void whoCameBeforeTheFirstMessageIsGivenItByAnyBridge() {
    StreamPosition beginning = fresh().read(stream).subscribed(1).start();
    published(node, 2);
    assertThat(beginning.offset()).isZero();
    assertThat(fresh().resume(stream, beginning).told()).containsExactly("1", "2", "COMPLETE");
  }

  /** It may be Rails' alone, who may have said something while nobody listened. */
  @Test
  void ofAStreamWithoutPublicationsNothingIsProved() {
    StreamPosition beginning = fresh().read(stream).subscribed(1).start();
    assertThat(fresh().resume(stream, beginning).told()).containsExactly("INCOMPLETE");
  }

  @Test
  void whoLacksNothingIsNotRefusedThoughNothingIsHeldAnyMore() {
    StreamPosition last = published(node, 3);
    probe.commands().del("cable-bridge:history:" + stream);
    assertThat(fresh().resume(stream, last).told()).containsExactly("COMPLETE");
  }

  @Test
  void whoseNextMessageIsHeldIsNotRefused() {
    StreamPosition last = published(fresh(3), 5);
    assertThat(fresh(3).resume(stream, at(2, last)).told())
        .containsExactly("3", "4", "5", "COMPLETE");
  }

  @Test
  void whoseNextMessageIsGoneIsRefused() {
    StreamPosition last = published(fresh(3), 5);
    assertThat(fresh(3).resume(stream, at(1, last)).told()).containsExactly("INCOMPLETE");
  }

  @Test
  void historyIsBoundedInBytes() {
    StreamConfig small = new StreamConfig(100, 400, Duration.ofMinutes(5));
    StreamPosition last = published(STAGE.add(new RedisNode(redis, small, PREFIX)), 50);
    assertThat(probe.commands().xlen("cable-bridge:history:" + stream)).isBetween(1L, 6L);
    assertThat(fresh().resume(stream, at(49, last)).told()).containsExactly("50", "COMPLETE");
  }

  @Test
  void historyIsBoundedInAge() {
    StreamConfig brief = new StreamConfig(100, 1 << 20, Duration.ofSeconds(1));
    RedisNode briefly = STAGE.add(new RedisNode(redis, brief, PREFIX));
    StreamPosition last = published(briefly, 2);
    Eventually.withinSeconds(5)
        .until(() -> probe.commands().exists("cable-bridge:history:" + stream) == 0);
    RedisNode next = STAGE.add(new RedisNode(redis, brief, PREFIX));
    assertThat(next.resume(stream, at(1, last)).told()).containsExactly("INCOMPLETE");
    assertThat(next.resume(stream, last).told()).containsExactly("COMPLETE");
  }

  @Test
  void aPositionFromTheFutureProvesNothing() {
    StreamPosition last = published(node, 3);
    assertThat(fresh().resume(stream, at(4, last)).told()).containsExactly("INCOMPLETE");
  }

  @Test
  void aPositionOfAnotherNumberingProvesNothing() {
    published(node, 3);
    assertThat(fresh().resume(stream, new StreamPosition(2, "stranger")).told())
        .containsExactly("INCOMPLETE");
  }

  @Test
  void aStreamOfRailsCanBeResumedOnTheSameNode() {
    StreamRecorder ears = node.read(stream);
    probe.broadcast(PREFIX + ":" + stream, "1");
    node.publish(stream, "2");
    probe.broadcast(PREFIX + ":" + stream, "3");
    ears.hear("3");

    assertThat(node.resume(stream, ears.hear("1").position()).told())
        .containsExactly("2", "3", "COMPLETE");
    assertThat(node.resume(stream, ears.hear("2").position()).told())
        .containsExactly("3", "COMPLETE");
  }

  @Test
  void onAStreamOfRailsNoOtherNodeProvesAnything() {
    StreamRecorder ears = node.read(stream);
    node.publish(stream, "1");
    probe.broadcast(PREFIX + ":" + stream, "2");
    node.publish(stream, "3");
    ears.hear("3");
    Eventually.withinSeconds(5)
        .until(() -> probe.commands().hexists("cable-bridge:numbering:" + stream, "rails"));

    RedisNode other = fresh();
    assertThat(other.resume(stream, ears.hear("1").position()).told())
        .containsExactly("INCOMPLETE");
    assertThat(other.resume(stream, ears.hear("2").position()).told())
        .containsExactly("INCOMPLETE");
    assertThat(other.resume(stream, ears.hear("3").position()).told())
        .containsExactly("INCOMPLETE");
  }

  @Test
  void whenRailsHasLongBeenSilentAStreamBeginsAnew() {
    StreamPosition last = published(node, 1);
    probe.commands().hset("cable-bridge:numbering:" + stream, "rails", "1000");
    RedisNode next = fresh();
    StreamRecorder ears = next.read(stream);
    next.publish(stream, "\"anew\"");
    StreamPosition anew = ears.hear("\"anew\"").position();
    next.publish(stream, "\"more\"");

    assertThat(anew.offset()).isEqualTo(1);
    assertThat(anew.epoch()).isNotEqualTo(last.epoch());
    assertThat(fresh().resume(stream, anew).told()).containsExactly("\"more\"", "COMPLETE");
  }

  @Test
  void aRedisThatWasStartedAgainBeginsAnew() {
    StreamPosition last = published(node, 2);
    probe.commands().hset("cable-bridge:numbering:" + stream, "run", "an earlier one");
    RedisNode next = fresh();
    assertThat(next.resume(stream, last).told()).containsExactly("INCOMPLETE");

    StreamRecorder ears = next.read(stream);
    next.publish(stream, "\"anew\"");
    assertThat(ears.hear("\"anew\"").position().epoch()).isNotEqualTo(last.epoch());
    assertThat(ears.hear("\"anew\"").position().offset()).isEqualTo(1);
  }

  @Test
  void sinceATimeEverythingFromThenOnIsGiven() {
    // Before Redis was started anything may have been.
    long started = Long.parseLong(probe.commands().time().get(0));
    Eventually.withinSeconds(5)
        .until(() -> Long.parseLong(probe.commands().time().get(0)) > started + 1);
    published(node, 3);
    assertThat(fresh().readSince(stream, started + 1).told())
        .containsExactly("1", "2", "3", "COMPLETE");
    assertThat(fresh().readSince(stream, started + 1000).told()).containsExactly("COMPLETE");
    assertThat(fresh().readSince(stream, started - 1000).told()).containsExactly("INCOMPLETE");
  }

  @Test
  void sinceBeforeTheOldestHeldIsRefused() {
    published(fresh(3), 5);
    StreamRecorder ears = fresh(3).readSince(stream, System.currentTimeMillis() / 1000 - 1);
    assertThat(ears.told()).containsExactly("INCOMPLETE");
  }
}
