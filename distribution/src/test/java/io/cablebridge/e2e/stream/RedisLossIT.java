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
import io.lettuce.core.KillArgs;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a reader is told when Redis goes away for a moment, and what it is given afterwards. */
@Needs(RealPart.REDIS)
final class RedisLossIT {

  @RegisterExtension static final TestBed STAGE = new TestBed();

  private final String stream = TestBed.freshId();
  private RedisServer redis;
  private RedisProbe probe;
  private RedisNode node;
  private RedisNode otherNode;

  @BeforeEach
  void start() {
    redis = new RedisServer();
    probe = new RedisProbe(redis);
    node = new RedisNode(redis);
    otherNode = new RedisNode(redis);
  }

  @AfterEach
  void end() {
    node.close();
    otherNode.close();
    probe.close();
    redis.close();
  }

  @Test
  void aReaderIsToldOfTheLossAndOfTheReturn() {
    StreamRecorder ears = node.read(stream);
    node.publish(stream, "1");
    ears.hear("1");
    probe.killSubscribers();

    ears.subscribed(2);
    assertThat(ears.told()).containsExactly("NOT_ASKED", "1", "lost", "COMPLETE");
    node.publish(stream, "2");
    ears.hear("2");
    assertThat(node.broker().losses()).isEqualTo(1);
  }

  @Test
  void whatBridgesPublishedMeanwhileIsGivenOnceAndInOrder() {
    StreamRecorder ears = node.read(stream);
    for (int i = 1; i <= 300; i++) {
      otherNode.publish(stream, Integer.toString(i));
      if (i % 60 == 30) {
        probe.killSubscribers();
      } else if (i % 60 == 0) {
        // No more at once than history holds.
        ears.hear(Integer.toString(i));
      }
    }
    assertThat(ears.data())
        .containsExactlyElementsOf(
            Stream.iterate(1, i -> i + 1).limit(300).map(String::valueOf).toList());
    assertThat(ears.told()).contains("lost").doesNotContain("INCOMPLETE");
  }

  @Test
  void whoHasHeardNothingYetIsNotToldOfAHoleThatIsNone() {
    otherNode.publish(stream, "\"before\"");
    StreamRecorder ears = node.read(stream);
    probe.killSubscribers();
    ears.subscribed(2);
    otherNode.publish(stream, "\"after\"");
    ears.hear("\"after\"");
    assertThat(ears.told()).containsExactly("NOT_ASKED", "lost", "COMPLETE", "\"after\"");
  }

  @Test
  void aListenerThatIsCutOffIsBackWithinSeconds() {
    StreamRecorder ears = node.read(stream);
    Eventually.withinSeconds(5).until(() -> node.broker().health().isWell());
    long cut = System.nanoTime();
    probe.killSubscribers();
    Eventually.withinSeconds(5)
        .until(
            () -> {
              probe.broadcast(PREFIX + ":" + stream, "\"after\"");
              return ears.data().contains("\"after\"");
            });
    System.out.printf("cut off: delivery after %d ms%n", (System.nanoTime() - cut) / 1_000_000);
    assertThat(node.broker().health().isWell()).isTrue();
  }

  @Test
  void aHoleThatIsLongerThanHistoryIsAdmitted() {
    StreamRecorder ears = node.read(stream);
    node.publish(stream, "0");
    ears.hear("0");
    probe.killSubscribers();
    for (int i = 1; i <= 150; i++) {
      probe.commands().hincrby("cable-bridge:numbering:" + stream, "offset", 1);
    }
    assertThat(ears.subscribed(2).outcome()).hasToString("INCOMPLETE");
  }

  @Test
  void onAStreamOfRailsTheHoleIsAdmitted() {
    StreamRecorder ears = node.read(stream);
    probe.broadcast(PREFIX + ":" + stream, "1");
    StreamPosition before = ears.hear("1").position();
    probe.killSubscribers();
    assertThat(ears.subscribed(2).outcome()).hasToString("INCOMPLETE");
    probe.broadcast(PREFIX + ":" + stream, "2");
    StreamPosition after = ears.hear("2").position();
    probe.broadcast(PREFIX + ":" + stream, "3");
    ears.hear("3");

    assertThat(node.resume(stream, before).told()).containsExactly("INCOMPLETE");
    assertThat(node.resume(stream, after).told()).containsExactly("3", "COMPLETE");
  }

  @Test
  void whoComesWhileRedisIsAwayReadsAfterItsReturn() {
    StreamRecorder ears = node.read(stream);
    node.publish(stream, "1");
    StreamPosition last = ears.hear("1").position();
    redis.kill();
    ears.hearLost();
    StreamRecorder late = new StreamRecorder();
    node.broker().subscribe(stream, late, null);
    redis.startAgain();

    late.subscribed(1);
    ears.subscribed(2);
    node.publish(stream, "2");
    late.hear("2");
    ears.hear("2");
    assertThat(ears.told()).containsExactly("NOT_ASKED", "1", "lost", "INCOMPLETE", "2");
    assertThat(node.resume(stream, last).told()).containsExactly("INCOMPLETE");
  }

  @Test
  void aPauseLosesNothing() {
    StreamRecorder ears = node.read(stream);
    probe.broadcast(PREFIX + ":" + stream, "1");
    ears.hear("1");
    redis.pause();
    var publishing = node.publishing(stream, "\"refused or late\"");
    Eventually.withinSeconds(5).until(publishing::isDone);
    assertThat(publishing).isCompletedExceptionally();
    redis.goOn();
    probe.broadcast(PREFIX + ":" + stream, "2");
    ears.hear("2");
    assertThat(ears.told()).doesNotContain("lost", "INCOMPLETE");
  }

  @Test
  void theCommandingConnectionHealsWithoutReadersKnowing() {
    StreamRecorder ears = node.read(stream);
    node.publish(stream, "1");
    probe.commands().clientKill(KillArgs.Builder.typeNormal().skipme());
    Eventually.withinSeconds(5)
        .until(
            () -> {
              var publishing = node.publishing(stream, "2");
              publishing.exceptionally(failure -> null).join();
              return !publishing.isCompletedExceptionally();
            });
    ears.hear("2");
    assertThat(ears.told()).doesNotContain("lost");
  }
}
