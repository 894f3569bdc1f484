package io.cablebridge.e2e.stream;

import static io.cablebridge.e2e.stream.RedisNode.PREFIX;
import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.e2e.rig.Eventually;
import io.cablebridge.e2e.rig.Needs;
import io.cablebridge.e2e.rig.RealPart;
import io.cablebridge.e2e.rig.RedisProbe;
import io.cablebridge.e2e.rig.RedisServer;
import io.cablebridge.e2e.rig.TcpProxy;
import io.cablebridge.e2e.rig.TestBed;
import io.cablebridge.setting.ConfigRecords;
import io.cablebridge.stream.StreamConfig;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Connections that stay open and carry nothing, as a balancer leaves them that forgot them. */
@Needs(RealPart.REDIS)
final class RedisHangsIT {
  private static final String STREAM = "hangs";

  @RegisterExtension static final TestBed TESTBED = new TestBed();

  @Test
  void connectionsThatHangAreReplacedWithinFifteenSecondsAndReadersGetTheGap() {
    RedisServer redis = TESTBED.redis();
    TcpProxy proxy = TESTBED.add(new TcpProxy(URI.create(redis.url()).getPort()));
    RedisNode node =
        TESTBED.add(
            new RedisNode(
                "redis://127.0.0.1:" + proxy.root().getPort() + "/1",
                ConfigRecords.defaults(StreamConfig.class),
                PREFIX));
    RedisProbe probe = TESTBED.add(new RedisProbe(redis));
    StreamRecorder recorder = node.read(STREAM);
    probe.broadcast(PREFIX + ":" + STREAM, "1");
    recorder.await("1");
    Eventually.withinSeconds(5).until(() -> node.broker().health().isWell());

    long begun = System.nanoTime();
    proxy.hangConnections();
    probe.broadcast(PREFIX + ":" + STREAM, "\"lost\"");
    Eventually.within(Duration.ofSeconds(15))
        .until(() -> recorder.received().contains("INCOMPLETE"));
    System.out.printf(
        "hanging: readers got the gap after %d ms%n", (System.nanoTime() - begun) / 1_000_000);

    node.publish(STREAM, "2");
    recorder.await("2");
    Eventually.withinSeconds(2).until(() -> node.broker().health().isWell());
    assertThat(recorder.received()).containsExactly("NOT_ASKED", "1", "lost", "INCOMPLETE", "2");
  }
}
