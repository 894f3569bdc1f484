package io.cablebridge.admin.page;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.cablebridge.engine.OperatorAccess;
import io.cablebridge.monitoring.UpstreamSnapshot;
import io.cablebridge.session.diagnostics.SessionCounts;
import java.util.Map;

/** The connections to Rails; the longest silence is that of an open one. */
public record UpstreamView(
    HealthView health,
    Map<String, Integer> states,
    Map<String, Long> connects,
    Map<String, Long> disconnects,
    NumberText welcomeP50Millis,
    NumberText welcomeP99Millis,
    int waiting,
    @JsonProperty("longest_silence_seconds") DurationText longestSilence) {

  public static UpstreamView of(OperatorAccess engine, SessionCounts sessions) {
    UpstreamSnapshot upstream = engine.upstream();
    return new UpstreamView(
        HealthView.of(engine),
        SessionWords.upstreams(sessions),
        upstream.connects(),
        upstream.disconnects(),
        NumberText.of(upstream.welcomes().quantileMillis(0.5)),
        NumberText.of(upstream.welcomes().quantileMillis(0.99)),
        upstream.waiting(),
        DurationText.of(engine.longestSilence()));
  }
}
