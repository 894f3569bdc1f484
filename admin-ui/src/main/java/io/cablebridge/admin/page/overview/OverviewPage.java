package io.cablebridge.admin.page.overview;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.cablebridge.admin.page.session.SessionOrder;
import io.cablebridge.admin.page.session.SessionRow;
import io.cablebridge.engine.OperatorAccess;
import io.cablebridge.session.diagnostics.EngineSnapshot;
import java.time.Instant;
import java.util.List;

/**
 * The overview, made from one snapshot, so that totals and rows agree. As JSON it is the totals
 * alone.
 *
 * @param worst the sessions that need attention first
 * @param charts the last hour
 */
public record OverviewPage(
    @JsonUnwrapped Overview overview,
    @JsonIgnore List<SessionRow> worst,
    @JsonIgnore List<Chart> charts) {

  private static final int MAX_ROWS = 10;

  public static OverviewPage of(EngineSnapshot snapshot, OperatorAccess engine, Instant now) {
    return new OverviewPage(
        Overview.of(snapshot, engine, now),
        snapshot.live().stream()
            .sorted(SessionOrder.WORST_FIRST)
            .limit(MAX_ROWS)
            .map(SessionRow::of)
            .toList(),
        Chart.all(engine.trends()));
  }
}
