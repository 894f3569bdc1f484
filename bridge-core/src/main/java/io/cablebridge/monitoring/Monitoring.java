package io.cablebridge.monitoring;

import io.cablebridge.health.Readiness;
import io.cablebridge.time.Time;
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
  private final IncidentRecorder recorder;

  @Inject
  Monitoring(
      Trends trends,
      Limits limits,
      Incidents incidents,
      Readiness readiness,
      CableClient cables,
      Time time) {
    this.trends = trends;
    this.limits = limits;
    this.incidents = incidents;
    this.recorder = new IncidentRecorder(readiness, cables.counters(), incidents, time);
  }

  /** The last hour. */
  public Trends trends() {
    return trends;
  }

  /** What an operator should see. */
  public Incidents incidents() {
    return incidents;
  }

  /** The limits of the bridge; each server adds its own. */
  public Limits limits() {
    return limits;
  }

  /** Starts to sample and to record. */
  public void start() {
    trends.start();
    recorder.start();
    limits.start();
  }
}
