package io.cablebridge.admin;

import io.cablebridge.session.EngineSnapshot;
import io.cablebridge.session.SessionSnapshot;
import java.util.Comparator;
import java.util.List;

/**
 * The live sessions that are shown: at most 200, those that need a look first. Most dropped, then
 * the longest queue, then the oldest; a bridge that is well shows its rows in a steady order.
 *
 * @param live how many sessions there are
 * @param shown how many of them are rows
 * @param notShown how many are not
 */
public record SessionTable(int live, int shown, int notShown, List<SessionRow> sessions) {

  static final int MOST_ROWS = 200;

  private static final Comparator<SessionSnapshot> WORST_FIRST =
      Comparator.comparingLong(SessionSnapshot::dropped)
          .thenComparingLong(SessionSnapshot::queueLength)
          .thenComparing(SessionSnapshot::age)
          .reversed()
          .thenComparing(SessionSnapshot::shortId);

  static SessionTable of(EngineSnapshot engine) {
    List<SessionRow> rows =
        engine.sessions().stream()
            .sorted(WORST_FIRST)
            .limit(MOST_ROWS)
            .map(SessionRow::of)
            .toList();
    int live = engine.sessions().size();
    return new SessionTable(live, rows.size(), live - rows.size(), rows);
  }
}
