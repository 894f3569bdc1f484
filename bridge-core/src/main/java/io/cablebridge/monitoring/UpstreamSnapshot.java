package io.cablebridge.monitoring;

import io.cablebridge.metric.LatencyHistogram;
import io.cablebridge.upstream.cable.CableCounters;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * How the connections to Rails have gone since the start.
 *
 * @param connects tries by their result: {@code welcomed}, {@code refused}, {@code failed}
 * @param disconnects ends of connections by their reason
 * @param welcomeP50Millis within how long half of the welcomes came; NaN if none did
 * @param waiting sessions that wait for their turn to connect
 */
public record UpstreamSnapshot(
    Map<String, Long> connects,
    Map<String, Long> disconnects,
    double welcomeP50Millis,
    double welcomeP99Millis,
    int waiting) {

  /** Keeps copies of the maps, in the order of their names. */
  public UpstreamSnapshot {
    connects = Collections.unmodifiableMap(new TreeMap<>(connects));
    disconnects = Collections.unmodifiableMap(new TreeMap<>(disconnects));
  }

  public static UpstreamSnapshot of(CableCounters cable, int waiting) {
    Map<String, Long> disconnects = new TreeMap<>();
    cable.disconnects().keys().forEach(key -> disconnects.put(key, cable.disconnects().get(key)));
    Map<String, Long> connects = new TreeMap<>();
    cable.connects().keys().forEach(key -> connects.put(key.text(), cable.connects().get(key)));
    LatencyHistogram.Reading welcome = cable.welcomes().reading();
    return new UpstreamSnapshot(
        connects, disconnects, welcome.quantileMillis(0.5), welcome.quantileMillis(0.99), waiting);
  }
}
