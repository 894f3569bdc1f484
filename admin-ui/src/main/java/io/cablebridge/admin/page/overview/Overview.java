package io.cablebridge.admin.page.overview;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.cablebridge.admin.page.DurationText;
import io.cablebridge.admin.page.HealthView;
import io.cablebridge.admin.page.NumberText;
import io.cablebridge.admin.page.SessionWords;
import io.cablebridge.admin.page.Timestamp;
import io.cablebridge.admin.page.session.AddressCount;
import io.cablebridge.admin.page.session.SessionOrder;
import io.cablebridge.admin.page.session.SessionRow;
import io.cablebridge.engine.OperatorAccess;
import io.cablebridge.monitoring.Incident;
import io.cablebridge.monitoring.Sample;
import io.cablebridge.session.DrainProgress;
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
 * The first page, made from one snapshot, so that totals and rows agree. Its JSON has no rows of
 * sessions and no charts. Incidents are newest first, sessions those that need attention first, and
 * addresses those with the most sessions first.
 */
public record Overview(
    Timestamp takenAt,
    Timestamp startedAt,
    @JsonProperty("uptime_seconds") DurationText uptime,
    Verdict verdict,
    HealthView health,
    Sessions sessions,
    Map<String, Integer> upstreams,
    int sessionsWithoutRails,
    Messages messages,
    Rates pace,
    DrainView drain,
    List<IncidentRow> incidents,
    List<AddressCount> addresses,
    @JsonIgnore List<SessionRow> worst,
    @JsonIgnore List<Chart> charts) {

  private static final int MAX_INCIDENTS = 10;
  private static final int MAX_ROWS = 10;

  public record Sessions(
      int now, int peak, int limit, Map<String, Integer> byTransport, long opened, long closed) {

    static Sessions of(EngineSnapshot snapshot, SessionCounts counts) {
      Map<String, Integer> byTransport = new LinkedHashMap<>();
      for (ReadBy transport : ReadBy.values()) {
        byTransport.put(transport.text(), counts.get(transport));
      }
      return new Sessions(
          counts.total(),
          Math.max(counts.total(), snapshot.peakSessions()),
          snapshot.maxSessions(),
          byTransport,
          snapshot.sessionsOpened(),
          snapshot.sessionsClosed());
    }

    public boolean full() {
      return now >= limit;
    }
  }

  /** Messages since the start; {@code gaps} are deliveries that reported lost events. */
  public record Messages(long received, long delivered, long dropped, long gaps) {}

  /**
   * Figures of the last sample, null where nothing was measured. A latency is from the arrival of a
   * message to the end of its write.
   */
  public record Rates(
      NumberText receivedPerSecond,
      NumberText deliveredPerSecond,
      NumberText droppedPerSecond,
      NumberText gapsPerSecond,
      NumberText latencyP50Millis,
      NumberText latencyP99Millis) {

    static Rates of(List<Sample> trends) {
      if (trends.isEmpty()) {
        NumberText none = new NumberText(null);
        return new Rates(none, none, none, none, none, none);
      }
      Sample last = trends.get(trends.size() - 1);
      return new Rates(
          NumberText.of(last.received()),
          NumberText.of(last.delivered()),
          NumberText.of(last.dropped()),
          NumberText.of(last.gaps()),
          NumberText.of(last.p50Millis()),
          NumberText.of(last.p99Millis()));
    }
  }

  /** The progress of a drain; {@code gone} sessions of its beginning no longer live. */
  public record DrainView(
      boolean draining,
      int sessionsAtBegin,
      int sessionsLeft,
      int gone,
      @JsonProperty("elapsed_seconds") DurationText elapsed,
      @JsonProperty("limit_seconds") DurationText limit) {

    static DrainView of(DrainProgress progress) {
      return new DrainView(
          progress.draining(),
          progress.sessionsAtBegin(),
          progress.sessionsLeft(),
          Math.max(0, progress.sessionsAtBegin() - progress.sessionsLeft()),
          DurationText.of(progress.elapsed()),
          DurationText.of(progress.limit()));
    }
  }

  public record IncidentRow(Timestamp at, String severity, String text) {

    static IncidentRow of(Incident incident) {
      return new IncidentRow(
          new Timestamp(incident.at()), incident.severity().text(), incident.text());
    }
  }

  public static Overview of(EngineSnapshot snapshot, OperatorAccess engine, Instant now) {
    SessionCounts counts = snapshot.counts();
    List<Sample> trends = engine.trends();
    return new Overview(
        new Timestamp(now),
        new Timestamp(snapshot.startedAt()),
        DurationText.of(Duration.between(snapshot.startedAt(), now)),
        Verdict.of(snapshot, engine),
        HealthView.of(engine),
        Sessions.of(snapshot, counts),
        SessionWords.upstreams(counts),
        counts.withoutRails(),
        new Messages(
            snapshot.messagesIn(),
            snapshot.messagesOut(),
            snapshot.messagesDropped(),
            engine.sessionCounters().delivery().counts().get(DeliveryCount.GAPS)),
        Rates.of(trends),
        DrainView.of(engine.drainProgress()),
        engine.incidents(MAX_INCIDENTS).stream().map(IncidentRow::of).toList(),
        AddressCount.top(snapshot.live()),
        snapshot.live().stream()
            .sorted(SessionOrder.WORST_FIRST)
            .map(SessionRow::of)
            .filter(row -> !row.findings().isEmpty())
            .limit(MAX_ROWS)
            .toList(),
        Chart.all(trends));
  }
}
