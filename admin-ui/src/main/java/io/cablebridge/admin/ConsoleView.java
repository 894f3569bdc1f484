package io.cablebridge.admin;

import io.cablebridge.session.EngineSnapshot;
import java.time.Instant;
import java.util.Map;

/**
 * Everything one rendering of the console shows, made from one snapshot, so that totals and rows
 * agree with each other.
 */
record ConsoleView(Overview overview, SessionTable table) {

  static ConsoleView of(EngineSnapshot engine, Sources sources, Instant now) {
    return new ConsoleView(Overview.of(engine, sources, now), SessionTable.of(engine));
  }

  /** The values under the names that the template uses. */
  Map<String, Object> variables() {
    return Map.of("overview", overview, "table", table);
  }
}
