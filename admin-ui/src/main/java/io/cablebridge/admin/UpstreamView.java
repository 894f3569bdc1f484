package io.cablebridge.admin;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.cablebridge.monitoring.UpstreamSnapshot;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The connections to Rails: those there are by state, and how they have gone since the start.
 *
 * @param connects tries by their result
 * @param disconnects ends by their reason
 * @param welcomeP50Millis within how long half of the welcomes came; null if none did
 * @param waiting sessions that wait for their turn to connect
 * @param longestSilence how long the most silent of the open ones has said nothing
 */
public record UpstreamView(
    Health health,
    Map<String, Integer> states,
    Map<String, Long> connects,
    Map<String, Long> disconnects,
    @Nullable Double welcomeP50Millis,
    @Nullable Double welcomeP99Millis,
    int waiting,
    @JsonProperty("longest_silence_seconds") Age longestSilence) {

  static UpstreamView of(UpstreamSnapshot upstream, Duration silence, Overview overview) {
    return new UpstreamView(
        overview.health(),
        overview.upstreams(),
        new TreeMap<>(upstream.connects()),
        new TreeMap<>(upstream.disconnects()),
        Pace.known(upstream.welcomeP50Millis()),
        Pace.known(upstream.welcomeP99Millis()),
        upstream.waiting(),
        Age.of(silence));
  }

  /** For the page. */
  public String p50() {
    return Pace.text(welcomeP50Millis);
  }

  /** For the page. */
  public String p99() {
    return Pace.text(welcomeP99Millis);
  }
}
