package io.cablebridge.admin.page.overview;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.cablebridge.admin.page.Living;
import io.cablebridge.admin.page.Sources;
import io.cablebridge.admin.page.session.SessionOrder;
import io.cablebridge.admin.page.session.SessionRow;
import io.cablebridge.session.diagnostics.EngineSnapshot;
import java.time.Instant;
import java.util.List;

/**
 * Everything the overview shows, made from one snapshot, so that totals and rows agree with each
 * other. As JSON it is the totals alone.
 *
 * @param worst the sessions that need a look first
 * @param charts the last hour
 */
public record OverviewPage(
    @JsonUnwrapped Overview overview,
    @JsonIgnore List<SessionRow> worst,
    @JsonIgnore List<Chart> charts) {

  private static final int MOST_ROWS = 10;

  public static OverviewPage of(EngineSnapshot engine, Sources sources, Instant now) {
    return new OverviewPage(
        Overview.of(engine, sources, now),
        Living.of(engine).stream()
            .sorted(SessionOrder.WORST_FIRST)
            .limit(MOST_ROWS)
            .map(SessionRow::of)
            .toList(),
        Chart.all(sources.observed().trends().get()));
  }
}
