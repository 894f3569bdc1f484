package io.cablebridge.monitoring;

import io.cablebridge.health.Readiness;
import io.cablebridge.upstream.cable.CableClient;

/** What is observed over time for the operator. One for the process; the engine starts it. */
public record Monitoring(
    Trends trends, Limits limits, Incidents incidents, Readiness readiness, CableClient cables) {

  public void start() {
    trends.start();
    incidents.watch(readiness, cables.counters());
    limits.start();
  }
}
