package io.cablebridge.e2e.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.e2e.rig.Needs;
import io.cablebridge.e2e.rig.RealPart;
import io.cablebridge.e2e.rig.RedisProbe;
import io.cablebridge.e2e.rig.RedisServer;
import io.cablebridge.e2e.rig.TestBed;
import io.cablebridge.protocol.StreamPosition;
import io.cablebridge.stream.StreamConfig;
import io.cablebridge.stream.StreamMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Two bridges publish, subscriber connections are cut, and subscribers resume from random
 * positions, all at once: each receives every message after its position once and in order.
 */
@Needs(RealPart.REDIS)
final class RedisStormIT {
  private static final int MESSAGES = 3_000;
  private static final int READERS = 300;

  @RegisterExtension static final TestBed TESTBED = new TestBed();

  private final String stream = TestBed.freshId();
  private final RedisServer redis = TESTBED.redis();
  private final RedisProbe probe = TESTBED.add(new RedisProbe(redis));
  private final List<RedisNode> nodes = List.of(node(), node());

  private record Resumed(long from, StreamRecorder recorder) {}

  private RedisNode node() {
    StreamConfig ample = new StreamConfig(MESSAGES, 16 << 20, Duration.ofMinutes(5));
    return TESTBED.add(new RedisNode(redis, ample, RedisNode.PREFIX));
  }

  @Test
  void everyMessageArrivesOnceAndInOrder() {
    StreamRecorder first = nodes.get(0).read(stream);
    nodes.get(0).publish(stream, "1");
    String epoch = first.await("1").position().epoch();

    CompletableFuture<Void> publishing = CompletableFuture.runAsync(this::publish);
    List<Resumed> readers = resumeAndCut(epoch, publishing);
    publishing.join();

    readers.add(new Resumed(0, first));
    for (Resumed reader : readers) {
      reader.recorder().await(Integer.toString(MESSAGES));
      assertThat(reader.recorder().messages())
          .extracting(StreamMessage::position)
          .extracting(StreamPosition::offset)
          .containsExactlyElementsOf(
              LongStream.rangeClosed(reader.from() + 1, MESSAGES).boxed().toList());
      assertThat(reader.recorder().received()).doesNotContain("INCOMPLETE");
    }
    assertThat(first.received()).contains("lost");
  }

  private void publish() {
    for (int i = 2; i <= MESSAGES; i++) {
      nodes.get(i % 2).publish(stream, Integer.toString(i));
    }
  }

  private List<Resumed> resumeAndCut(String epoch, CompletableFuture<Void> publishing) {
    Random random = new Random(7);
    List<Resumed> readers = new ArrayList<>();
    while (readers.size() < READERS || !publishing.isDone()) {
      if (readers.size() < READERS) {
        long newest =
            Long.parseLong(probe.commands().hget("cable-bridge:numbering:" + stream, "offset"));
        long from = 1 + random.nextLong(newest);
        RedisNode node = nodes.get(random.nextInt(2));
        readers.add(new Resumed(from, node.resuming(stream, new StreamPosition(from, epoch))));
      }
      if (random.nextInt(100) == 0) {
        probe.killSubscribers();
      }
    }
    return readers;
  }
}
