package io.cablebridge.monitoring;

import io.cablebridge.metric.Counters;
import io.cablebridge.metric.LatencyHistogram;
import io.cablebridge.upstream.cable.CableCount;
import io.cablebridge.upstream.cable.CableCounters;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * How the connections to Rails went since the start.
 *
 * @param connects attempts by result, sorted by name
 * @param disconnects ends of connections by reason, sorted by name
 * @param waiting sessions that wait for their turn to connect
 */
public record UpstreamSnapshot(
    Map<String, Long> connects,
    Map<String, Long> disconnects,
    long framesIgnored,
    LatencyHistogram.Reading welcomes,
    int waiting) {

  public static UpstreamSnapshot of(CableCounters cable, int waiting) {
    return new UpstreamSnapshot(
        byName(cable.connects(), result -> result.text()),
        byName(cable.disconnects(), Function.identity()),
        cable.counts().get(CableCount.FRAMES_IGNORED),
        cable.welcomes().reading(),
        waiting);
  }

  private static <K> Map<String, Long> byName(Counters<K> counts, Function<K, String> name) {
    Map<String, Long> byName = new TreeMap<>();
    counts.keys().forEach(key -> byName.put(name.apply(key), counts.get(key)));
    return byName;
  }
}
