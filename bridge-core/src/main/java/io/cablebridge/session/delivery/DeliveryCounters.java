package io.cablebridge.session.delivery;

import io.cablebridge.metric.Counters;
import io.cablebridge.metric.LatencyHistogram;
import io.cablebridge.session.diagnostics.DropCause;

/**
 * What the delivery of events has counted since the start. One for the process, made by {@code
 * SessionCounters}; thread-safe.
 *
 * @param drops events discarded before any client received them
 * @param resumes streams that resumed from a position
 * @param latency from the arrival of an upstream's frame to the end of the write that carries it:
 *     the oldest event of each write, if its listener was already waiting for it
 * @param pollWaits from the beginning of a poll to its answer
 * @param writes bytes that clients have not read yet
 */
public record DeliveryCounters(
    Counters<DeliveryCount> counts,
    Counters<DropCause> drops,
    Counters<PollResult> polls,
    Counters<ResumeOutcome> resumes,
    LatencyHistogram latency,
    LatencyHistogram pollWaits,
    WriteBudget writes) {

  public DeliveryCounters() {
    this(
        Counters.of(DeliveryCount.class),
        Counters.of(DropCause.class),
        Counters.of(PollResult.class),
        Counters.of(ResumeOutcome.class),
        LatencyHistogram.ofLatencies(),
        LatencyHistogram.ofLatencies(),
        new WriteBudget());
  }
}
