package io.cablebridge.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.bench.probe.Footprint;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Checks the cost of a stream's subscriber and of a delivery to it against limits, in the figures
 * that do not depend on the machine's load. {@link StreamBenchmark} prints these and the others,
 * with Redis.
 */
class StreamGateIT {
  private static final int READERS = 1000;

  private static Footprint empty;
  private static Footprint idle;
  private static TrafficCost traffic;
  private static Footprint closed;

  @BeforeAll
  @Timeout(value = 90, unit = TimeUnit.SECONDS)
  static void measure() throws IOException {
    try (StreamRig rig = new StreamRig(CostRig.tarball(), new HttpPublisher(), List.of())) {
      empty = rig.warmUp(3);
      idle = rig.idle(READERS);
      traffic = rig.publish(READERS, 20, 5);
      closed = rig.empty();
    }
  }

  @AfterAll
  static void print() {
    if (closed != null) {
      StreamReport report = new StreamReport(System.out);
      report.idle(empty, idle, READERS);
      report.fanOut(traffic, READERS);
      report.closed(empty, closed);
    }
  }

  @Test
  void subscriberHoldsAtMost4000BytesOfHeap() {
    assertThat(idle.heapPerSession(empty, READERS)).isLessThanOrEqualTo(4000);
  }

  @Test
  void subscriberHasNoThreadOfItsOwn() {
    assertThat(idle.threads() - empty.threads()).isLessThanOrEqualTo(8);
  }

  @Test
  void subscriberHoldsOneSocket() {
    assertThat(idle.descriptors() - empty.descriptors()).isBetween(READERS - 8, READERS + 8);
  }

  @Test
  void closedSubscriberLeavesNoDescriptor() {
    assertThat(closed.descriptors()).isLessThanOrEqualTo(empty.descriptors() + 8);
  }

  @Test
  void everyMessageReachesEverySubscriber() {
    assertThat(traffic.delivered()).isEqualTo(traffic.sent());
  }

  @Test
  void deliveryAllocatesAtMost600Bytes() {
    assertThat(traffic.allocatedPerMessage()).isLessThanOrEqualTo(600);
  }
}
