package io.cablebridge.admin.page.overview;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.cablebridge.admin.page.DurationText;
import io.cablebridge.admin.page.HealthView;
import io.cablebridge.admin.page.Living;
import io.cablebridge.admin.page.Sources;
import io.cablebridge.admin.page.Timestamp;
import io.cablebridge.session.delivery.DeliveryCount;
import io.cablebridge.session.diagnostics.EngineSnapshot;
import io.cablebridge.session.diagnostics.SessionSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The totals of the bridge at a moment.
 *
 * @param takenAt when
 * @param health whether all is well
 * @param startedAt when the process began to serve
 * @param upstreams live sessions by the state of their upstream
 * @param pace how fast it goes now
 * @param incidents the last ones, newest first
 */
public record Overview(
    Timestamp takenAt,
    Timestamp startedAt,
    @JsonProperty("uptime_seconds") DurationText uptime,
    HealthView health,
    Sessions sessions,
    Map<String, Integer> upstreams,
    Messages messages,
    Rates pace,
    DrainView drain,
    List<IncidentRow> incidents) {

  private static final int MOST_INCIDENTS = 10;
  private static final List<String> TRANSPORTS = List.of("sse", "poll", "none");
  private static final List<String> STATES = List.of("open", "connecting", "reconnecting");

  /**
   * Sessions: how many now, the most that there were, how many are admitted at once, and since the
   * start.
   *
   * @param byTransport the live ones by transport; {@code none} has no listener at the moment
   */
  public record Sessions(
      int now, int peak, int limit, Map<String, Integer> byTransport, long opened, long closed) {

    /** Whether new ones are refused. */
    public boolean full() {
      return now >= limit;
    }
  }

  /**
   * Messages since the start: from the upstreams, to the listeners, discarded by full queues.
   *
   * @param gaps how many times a client was told that some are lost
   */
  public record Messages(long received, long delivered, long dropped, long gaps) {}

  public static Overview of(EngineSnapshot engine, Sources sources, Instant now) {
    List<SessionSnapshot> live = Living.of(engine);
    return new Overview(
        new Timestamp(now),
        new Timestamp(engine.startedAt()),
        DurationText.of(Duration.between(engine.startedAt(), now)),
        HealthView.of(sources.readiness().verdict(), sources.broker().get()),
        new Sessions(
            live.size(),
            Math.max(live.size(), sources.observed().peakSessions().getAsInt()),
            engine.maxSessions(),
            count(live, SessionSnapshot::transport, TRANSPORTS),
            engine.sessionsOpened(),
            engine.sessionsClosed()),
        count(live, SessionSnapshot::upstream, STATES),
        new Messages(
            engine.messagesIn(),
            engine.messagesOut(),
            engine.messagesDropped(),
            sources.counters().delivery().counts().get(DeliveryCount.GAPS)),
        Rates.of(sources.observed().trends().get()),
        DrainView.of(sources.drain().get()),
        sources.observed().incidents().apply(MOST_INCIDENTS).stream()
            .map(IncidentRow::of)
            .toList());
  }

  /** The known words come first and are there even when nobody has them. */
  private static Map<String, Integer> count(
      List<SessionSnapshot> live, Function<SessionSnapshot, String> word, List<String> known) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    known.forEach(each -> counts.put(each, 0));
    live.forEach(session -> counts.merge(word.apply(session), 1, Integer::sum));
    return counts;
  }
}
