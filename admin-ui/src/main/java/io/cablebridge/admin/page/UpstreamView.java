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
 * The connections to Rails: the current ones by state, and their history since the start.
 *
 * @param connects attempts by result
 * @param disconnects ends by reason
 * @param welcomeP50Millis time within which half of the welcomes arrived; null without any
 * @param waiting sessions that wait for their turn to connect
 * @param longestSilence time since the last frame of the most silent open connection
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
