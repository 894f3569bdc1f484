package io.cablebridge.monitoring;

import io.cablebridge.health.Readiness;
import io.cablebridge.upstream.cable.CableClient;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** What is observed over time for the operator. One for the process; the engine starts it. */
@Singleton
public record Monitoring(
    Trends trends, Limits limits, Incidents incidents, Readiness readiness, CableClient cables) {

  @Inject
  public Monitoring {}

  /** Starts to sample and to record. */
  public void start() {
    trends.start();
    incidents.watch(readiness, cables.counters());
    limits.start();
  }
}
