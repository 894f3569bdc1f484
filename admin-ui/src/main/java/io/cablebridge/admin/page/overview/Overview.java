package io.cablebridge.admin.page.overview;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.cablebridge.admin.page.DurationText;
import io.cablebridge.admin.page.HealthView;
import io.cablebridge.admin.page.SessionWords;
import io.cablebridge.admin.page.Timestamp;
import io.cablebridge.engine.OperatorAccess;
import io.cablebridge.session.delivery.DeliveryCount;
import io.cablebridge.session.diagnostics.EngineSnapshot;
import io.cablebridge.session.diagnostics.ReadBy;
import io.cablebridge.session.diagnostics.SessionCounts;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The totals of the bridge at one moment.
 *
 * @param takenAt the moment
 * @param health whether the bridge is ready
 * @param startedAt the start of the process
 * @param upstreams live sessions by the state of their upstream
 * @param pace current rates
 * @param incidents the newest ones, newest first
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

  private static final int MAX_INCIDENTS = 10;

  /**
   * Counts of sessions.
   *
   * @param now live sessions
   * @param peak largest number of live sessions so far
   * @param limit maximum number of live sessions
   * @param byTransport live sessions by transport; {@code none} has no listener
   * @param opened since the start
   * @param closed since the start
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
   * @param gaps deliveries that reported lost events
   */
  public record Messages(long received, long delivered, long dropped, long gaps) {}

  public static Overview of(EngineSnapshot snapshot, OperatorAccess engine, Instant now) {
    SessionCounts counts = snapshot.counts();
    int live = counts.total();
    Map<String, Integer> byTransport = new LinkedHashMap<>();
    for (ReadBy transport : ReadBy.values()) {
      byTransport.put(transport.text(), counts.get(transport));
    }
    Map<String, Integer> upstreams = new LinkedHashMap<>();
    SessionWords.LIVE_STATES.forEach(state -> upstreams.put(state.text(), counts.get(state)));
    return new Overview(
        new Timestamp(now),
        new Timestamp(snapshot.startedAt()),
        DurationText.of(Duration.between(snapshot.startedAt(), now)),
        HealthView.of(engine.health().report(), engine.broker()),
        new Sessions(
            live,
            Math.max(live, snapshot.peakSessions()),
            snapshot.maxSessions(),
            byTransport,
            snapshot.sessionsOpened(),
            snapshot.sessionsClosed()),
        upstreams,
        new Messages(
            snapshot.messagesIn(),
            snapshot.messagesOut(),
            snapshot.messagesDropped(),
            engine.sessionCounters().delivery().counts().get(DeliveryCount.GAPS)),
        Rates.of(engine.trends()),
        DrainView.of(engine.drainProgress()),
        engine.incidents(MAX_INCIDENTS).stream().map(IncidentRow::of).toList());
  }
}
