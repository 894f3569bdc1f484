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
 * Checks the cost of a session and of a message against limits, in the figures that do not depend
 * on the machine's load. {@link CostBenchmark} prints these and the others.
 */
class CostGateIT {
  private static final int SESSIONS = 1000;

  private static Footprint empty;
  private static Footprint idle;
  private static TrafficCost traffic;
  private static Footprint closed;

  @BeforeAll
  @Timeout(value = 90, unit = TimeUnit.SECONDS)
  static void measure() throws IOException {
    try (CostRig rig = new CostRig(CostRig.tarball(), List.of())) {
      empty = rig.warmUp(3);
      rig.open(SESSIONS);
      idle = rig.idle(SESSIONS);
      traffic = rig.trickle(4000, 5);
      closed = rig.empty();
    }
  }

  @AfterAll
  static void print() {
    if (closed != null) {
      CostReport report = new CostReport(System.out);
      report.idle(empty, idle, SESSIONS);
      report.trickle(traffic);
      report.closed(empty, closed);
    }
  }

  @Test
  void sessionHoldsAtMost7000BytesOfHeap() {
    assertThat(idle.heapPerSession(empty, SESSIONS)).isLessThanOrEqualTo(7000);
  }

  @Test
  void sessionHoldsAtMost50BytesOfDirectMemory() {
    assertThat(idle.directPerSession(empty, SESSIONS)).isLessThanOrEqualTo(50);
  }

  @Test
  void sessionHasNoThreadOfItsOwn() {
    assertThat(idle.threads() - empty.threads()).isLessThanOrEqualTo(8);
  }

  @Test
  void sessionHoldsItsTwoSockets() {
    assertThat(idle.descriptors() - empty.descriptors())
        .isBetween(2 * SESSIONS - 8, 2 * SESSIONS + 8);
  }

  @Test
  void closedSessionLeavesNoDescriptor() {
    assertThat(closed.descriptors()).isLessThanOrEqualTo(empty.descriptors() + 8);
  }

  @Test
  void everyMessageArrives() {
    assertThat(traffic.unsent()).isZero();
    assertThat(traffic.delivered()).isEqualTo(traffic.sent());
  }

  @Test
  void messageAllocatesAtMost704Bytes() {
    assertThat(traffic.allocatedPerMessage()).isLessThanOrEqualTo(704);
  }
}
