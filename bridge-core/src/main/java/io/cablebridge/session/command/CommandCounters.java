package io.cablebridge.session.command;

import io.cablebridge.metric.Counters;
import io.cablebridge.metric.LatencyHistogram;

/**
 * What the execution of commands has counted since the start. One for the process, made by {@code
 * SessionCounters}; thread-safe.
 *
 * @param refused commands that were answered with an error
 * @param rejections subscriptions that were not established
 * @param latency from the reading of a POST to its answer, the opening of its session included
 */
public record CommandCounters(
    Counters<CommandKind> accepted,
    Counters<CommandKind> refused,
    Counters<RejectedBy> rejections,
    LatencyHistogram latency) {

  public CommandCounters() {
    this(
        Counters.of(CommandKind.class),
        Counters.of(CommandKind.class),
        Counters.of(RejectedBy.class),
        LatencyHistogram.ofLatencies());
  }
}
