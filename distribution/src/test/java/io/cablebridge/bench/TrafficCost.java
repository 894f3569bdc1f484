package io.cablebridge.bench;

import io.cablebridge.bench.load.DeliveryRecorder;
import io.cablebridge.bench.probe.JvmProbe;
import io.cablebridge.bench.probe.Waiting;
import io.cablebridge.bench.stub.SendResult;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;

/**
 * The cost of carrying messages.
 *
 * @param sent messages that must arrive
 * @param unsent messages not written because the bridge did not read
 * @param seconds duration of the sending
 * @param delivered messages that the clients read
 * @param received bytes that the clients read
 * @param cpuSeconds user and system time of the bridge
 * @param allocated heap bytes that the bridge's threads allocated
 * @param latencies nanoseconds from the sender's write to the client's read
 */
record TrafficCost(
    long sent,
    long unsent,
    double seconds,
    long delivered,
    long received,
    double cpuSeconds,
    long allocated,
    Histogram latencies) {

  /** Measures one order until every message has arrived, or none for 5 s. */
  static TrafficCost of(LoadedBridge bridge, Supplier<SendResult> order) {
    DeliveryRecorder deliveries = bridge.client().deliveries();
    deliveries.takeLatencies();
    long messages = deliveries.messages();
    long bytes = deliveries.bytes();
    Map<Long, Long> allocated = bridge.jvm().allocated();
    double cpu = bridge.process().cpuSeconds();
    SendResult sent = order.get();
    awaitArrival(bridge, messages + sent.messages());
    return new TrafficCost(
        sent.messages(),
        sent.unsent(),
        sent.seconds(),
        deliveries.messages() - messages,
        deliveries.bytes() - bytes,
        bridge.process().cpuSeconds() - cpu,
        JvmProbe.between(allocated, bridge.jvm().allocated()),
        deliveries.takeLatencies());
  }

  double cpuSecondsPerMillion() {
    return cpuSeconds / delivered * 1e6;
  }

  double allocatedPerMessage() {
    return (double) allocated / delivered;
  }

  double bytesPerMessage() {
    return (double) received / delivered;
  }

  double latencyMillis(double percentile) {
    return latencies.getValueAtPercentile(percentile) / 1e6;
  }

  private static void awaitArrival(LoadedBridge bridge, long expected) {
    DeliveryRecorder deliveries = bridge.client().deliveries();
    long seen = -1;
    for (int quiet = 0; deliveries.messages() < expected && quiet < 500; quiet++) {
      bridge.client().check();
      long now = deliveries.messages();
      quiet = now == seen ? quiet : 0;
      seen = now;
      Waiting.pause(Duration.ofMillis(10));
    }
  }
}
