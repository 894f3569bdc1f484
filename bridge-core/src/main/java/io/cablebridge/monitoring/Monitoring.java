package io.cablebridge.monitoring;

import io.cablebridge.health.Readiness;
import io.cablebridge.upstream.cable.CableClient;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * What is observed over time for the operator: trends, incidents and limits. One for the process;
 * part of the engine, which starts it.
 */
@Singleton
public final class Monitoring {
  private final Trends trends;
  private final Incidents incidents;
  private final Limits limits;
  private final Readiness readiness;
  private final CableClient cables;

  @Inject
  Monitoring(
      Trends trends, Limits limits, Incidents incidents, Readiness readiness, CableClient cables) {
    this.trends = trends;
    this.limits = limits;
    this.incidents = incidents;
    this.readiness = readiness;
    this.cables = cables;
  }

  public Trends trends() {
    return trends;
  }

  public Incidents incidents() {
    return incidents;
  }

  public Limits limits() {
    return limits;
  }

  /** Starts to sample and to record. */
  public void start() {
    trends.start();
    incidents.watch(readiness, cables.counters());
    limits.start();
  }
}
