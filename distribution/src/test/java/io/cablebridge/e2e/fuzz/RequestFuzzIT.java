package io.cablebridge.e2e.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.e2e.rig.BridgeProcess;
import io.cablebridge.e2e.rig.Eventually;
import io.cablebridge.e2e.rig.Needs;
import io.cablebridge.e2e.rig.RailsServer;
import io.cablebridge.e2e.rig.RealPart;
import io.cablebridge.e2e.rig.TestBed;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Random requests to both servers: every answer is documented and comes within two seconds, no
 * answer and no line of the log has a stack trace, and nothing stays open or in memory. Rails never
 * answers a subscription to a channel that it does not have, so the times that the bridge waits for
 * Rails are short here. {@code -Dfuzz.requests=100000} sends more of them.
 */
@Needs(RealPart.RAILS)
final class RequestFuzzIT {
  @RegisterExtension static final TestBed TESTBED = new TestBed();

  /** What a server keeps that has seen all kinds of requests, such as compiled patterns. */
  private static final long MAX_HEAP_GROWTH = 4 << 20;

  private static final int REQUESTS = Integer.getInteger("fuzz.requests", 20_000);

  @Test
  void noRequestCausesAnUndocumentedAnswerALateOneOrAStackTrace() {
    RailsServer rails = TESTBED.rails();
    BridgeProcess bridge =
        TESTBED.bridge(
            rails,
            "session.linger=1s",
            "session.max-sessions=400",
            "session.tombstone=1s",
            "upstream.connects-per-second=1000",
            "upstream.connect-timeout=1s",
            "upstream.subscribe-timeout=1s",
            "poll.timeout=1s",
            "publish.broadcast-key=key",
            "streams.public=true");
    FuzzedServer visitors = new FuzzedServer(bridge.port());
    FuzzedServer operators = new FuzzedServer(URI.create(bridge.consoleOrigin()).getPort());
    visitors.run(1, 500, false);
    operators.run(1, 100, true);
    long heap = bridge.liveHeap();
    long descriptors = bridge.descriptors();
    List<String> threads = bridge.threads();

    List<Map<Integer, Integer>> statuses =
        Stream.of(2L, 3L, 4L, 5L)
            .parallel()
            .map(
                seed ->
                    seed == 5
                        ? operators.run(seed, REQUESTS / 10, true)
                        : visitors.run(seed, REQUESTS * 3 / 10, false))
            .toList();

    assertThat(visitors.faults()).isEmpty();
    assertThat(operators.faults()).isEmpty();
    assertThat(statuses.subList(0, 3))
        .as("requests are accepted, and not only refused")
        .allSatisfy(counts -> assertThat(counts.get(200)).isGreaterThan(REQUESTS * 3 / 10 / 10));
    assertThat(statuses).allSatisfy(counts -> assertThat(counts).containsKeys(200, 400, 404, 405));
    assertThat(bridge.log()).doesNotContain("\tat ");
    Eventually.withinSeconds(60)
        .untilAsserted(
            () -> {
              assertThat(rails.connections()).isZero();
              assertThat(bridge.descriptors()).isLessThanOrEqualTo(descriptors);
              assertThat(bridge.threads()).hasSizeLessThanOrEqualTo(threads.size());
              assertThat(bridge.liveHeap()).isLessThan(heap + MAX_HEAP_GROWTH);
            });
  }
}
