package io.cablebridge.admin.page;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.cablebridge.monitoring.UpstreamSnapshot;
import io.cablebridge.session.diagnostics.SessionCounts;
import java.time.Duration;
import java.util.LinkedHashMap;
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
    HealthView health,
    Map<String, Integer> states,
    Map<String, Long> connects,
    Map<String, Long> disconnects,
    @Nullable Double welcomeP50Millis,
    @Nullable Double welcomeP99Millis,
    int waiting,
    @JsonProperty("longest_silence_seconds") DurationText longestSilence) {

  public static UpstreamView of(
      UpstreamSnapshot upstream,
      Duration longestSilence,
      HealthView health,
      SessionCounts sessions) {
    Map<String, Integer> states = new LinkedHashMap<>();
    SessionWords.LIVE_STATES.forEach(state -> states.put(state.text(), sessions.get(state)));
    return new UpstreamView(
        health,
        states,
        new TreeMap<>(upstream.connects()),
        new TreeMap<>(upstream.disconnects()),
        NumberText.finite(upstream.welcomes().quantileMillis(0.5)),
        NumberText.finite(upstream.welcomes().quantileMillis(0.99)),
        upstream.waiting(),
        DurationText.of(longestSilence));
  }

  /** For the page. */
  public String p50() {
    return NumberText.of(welcomeP50Millis);
  }

  /** For the page. */
  public String p99() {
    return NumberText.of(welcomeP99Millis);
  }
}
