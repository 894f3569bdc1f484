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
import io.cablebridge.stream.BrokerCount;
import io.lettuce.core.KillArgs;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What subscribers receive when Redis is lost for a moment, and what they are given afterwards. */
@Needs(RealPart.REDIS)
final class RedisLossIT {

  @RegisterExtension static final TestBed TESTBED = new TestBed();

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
  void aSubscriberReceivesTheLossAndTheRecovery() {
    StreamRecorder recorder = node.read(stream);
    node.publish(stream, "1");
    recorder.await("1");
    probe.killSubscribers();

    recorder.subscribed(2);
    assertThat(recorder.received()).containsExactly("NOT_ASKED", "1", "lost", "COMPLETE");
    node.publish(stream, "2");
    recorder.await("2");
    assertThat(node.broker().counters().get(BrokerCount.CONNECTIONS_LOST)).isEqualTo(1);
  }

  @Test
  void publicationsDuringALossArriveOnceAndInOrder() {
    StreamRecorder recorder = node.read(stream);
    for (int i = 1; i <= 300; i++) {
      otherNode.publish(stream, Integer.toString(i));
      if (i % 60 == 30) {
        probe.killSubscribers();
      } else if (i % 60 == 0) {
        // Keeps each gap within the history.
        recorder.await(Integer.toString(i));
      }
    }
    assertThat(recorder.data())
        .containsExactlyElementsOf(
            Stream.iterate(1, i -> i + 1).limit(300).map(String::valueOf).toList());
    assertThat(recorder.received()).contains("lost").doesNotContain("INCOMPLETE");
  }

  @Test
  void aNewSubscriberReceivesNoGapWithoutALoss() {
    otherNode.publish(stream, "\"before\"");
    StreamRecorder recorder = node.read(stream);
    probe.killSubscribers();
    recorder.subscribed(2);
    otherNode.publish(stream, "\"after\"");
    recorder.await("\"after\"");
    assertThat(recorder.received()).containsExactly("NOT_ASKED", "lost", "COMPLETE", "\"after\"");
  }

  @Test
  void aLostSubscriberConnectionRecoversWithinSeconds() {
    StreamRecorder recorder = node.read(stream);
    Eventually.withinSeconds(5).until(() -> node.broker().health().isWell());
    long cut = System.nanoTime();
    probe.killSubscribers();
    Eventually.withinSeconds(5)
        .until(
            () -> {
              probe.broadcast(PREFIX + ":" + stream, "\"after\"");
              return recorder.data().contains("\"after\"");
            });
    System.out.printf("cut off: delivery after %d ms%n", (System.nanoTime() - cut) / 1_000_000);
    assertThat(node.broker().health().isWell()).isTrue();
  }

  @Test
  void aGapLongerThanTheHistoryIsReported() {
    StreamRecorder recorder = node.read(stream);
    node.publish(stream, "0");
    recorder.await("0");
    probe.killSubscribers();
    for (int i = 1; i <= 150; i++) {
      probe.commands().hincrby("cable-bridge:numbering:" + stream, "offset", 1);
    }
    assertThat(recorder.subscribed(2).outcome()).hasToString("INCOMPLETE");
  }

  @Test
  void aGapOnAStreamOfRailsIsReported() {
    StreamRecorder recorder = node.read(stream);
    probe.broadcast(PREFIX + ":" + stream, "1");
    StreamPosition before = recorder.await("1").position();
    probe.killSubscribers();
    assertThat(recorder.subscribed(2).outcome()).hasToString("INCOMPLETE");
    probe.broadcast(PREFIX + ":" + stream, "2");
    StreamPosition after = recorder.await("2").position();
    probe.broadcast(PREFIX + ":" + stream, "3");
    recorder.await("3");

    assertThat(node.resume(stream, before).received()).containsExactly("INCOMPLETE");
    assertThat(node.resume(stream, after).received()).containsExactly("3", "COMPLETE");
  }

  @Test
  void aSubscriberDuringAnOutageReceivesAfterTheRecovery() {
    StreamRecorder recorder = node.read(stream);
    node.publish(stream, "1");
    StreamPosition last = recorder.await("1").position();
    redis.kill();
    recorder.awaitLost();
    StreamRecorder late = new StreamRecorder();
    node.broker().subscribe(stream, late, null);
    redis.restart();

    late.subscribed(1);
    recorder.subscribed(2);
    node.publish(stream, "2");
    late.await("2");
    recorder.await("2");
    assertThat(recorder.received()).containsExactly("NOT_ASKED", "1", "lost", "INCOMPLETE", "2");
    assertThat(node.resume(stream, last).received()).containsExactly("INCOMPLETE");
  }

  @Test
  void aPauseLosesNothing() {
    StreamRecorder recorder = node.read(stream);
    probe.broadcast(PREFIX + ":" + stream, "1");
    recorder.await("1");
    redis.pause();
    var publishing = node.publishing(stream, "\"refused or late\"");
    Eventually.withinSeconds(5).until(publishing::isDone);
    assertThat(publishing).isCompletedExceptionally();
    redis.resume();
    probe.broadcast(PREFIX + ":" + stream, "2");
    recorder.await("2");
    assertThat(recorder.received()).doesNotContain("lost", "INCOMPLETE");
  }

  @Test
  void theCommandConnectionRecoversWithoutALoss() {
    StreamRecorder recorder = node.read(stream);
    node.publish(stream, "1");
    probe.commands().clientKill(KillArgs.Builder.typeNormal().skipme());
    Eventually.withinSeconds(5)
        .until(
            () -> {
              var publishing = node.publishing(stream, "2");
              publishing.exceptionally(failure -> null).join();
              return !publishing.isCompletedExceptionally();
            });
    recorder.await("2");
    assertThat(recorder.received()).doesNotContain("lost");
  }
}
