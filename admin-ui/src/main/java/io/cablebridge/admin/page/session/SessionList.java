package io.cablebridge.admin.page.session;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.cablebridge.admin.page.ByteCount;
import io.cablebridge.admin.page.SessionWords;
import io.cablebridge.session.diagnostics.EngineSnapshot;
import io.cablebridge.session.diagnostics.SessionSnapshot;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** One page, counted from 1, of the sessions that match a filter. */
public record SessionList(
    int live,
    int matching,
    int page,
    int pages,
    long queueEventsLimit,
    ByteCount queueBytesLimit,
    List<SessionRow> sessions,
    @JsonIgnore SessionFilter filter) {

  private static final int ROWS = 50;

  public static SessionList of(EngineSnapshot engine, SessionFilter filter) {
    List<SessionSnapshot> matching =
        engine.sessions().stream()
            .filter(filter::admits)
            .sorted(SessionOrder.of(filter.text("sort"), filter.ascending()))
            .toList();
    int pages = Math.max(1, (matching.size() + ROWS - 1) / ROWS);
    int page = Math.min(filter.page(), pages);
    return new SessionList(
        engine.live().size(),
        matching.size(),
        page,
        pages,
        engine.maxQueueEvents(),
        new ByteCount(engine.maxQueueBytes()),
        matching.stream().skip((page - 1L) * ROWS).limit(ROWS).map(SessionRow::of).toList(),
        filter);
  }

  /** The address of the page before; empty on the first. */
  public String previous() {
    return page > 1 ? filter.address(page - 1, filter.query().renews()) : "";
  }

  /** The address of the page after; empty on the last. */
  public String next() {
    return page < pages ? filter.address(page + 1, filter.query().renews()) : "";
  }

  public String api() {
    return "/api" + filter.address(page, true);
  }

  /** The address of the same page with the reload switched. */
  public String renewal() {
    return filter.address(page, !filter.query().renews());
  }

  public Map<String, String> orders() {
    return SessionOrder.WORDS.stream()
        .collect(Collectors.toMap(Function.identity(), filter::sortedBy));
  }

  public List<String> transports() {
    return SessionWords.TRANSPORTS;
  }

  /** The words to choose from. */
  public List<String> troubles() {
    return SessionFilter.TROUBLES;
  }

  /** The address of the ended sessions that match, too. */
  public String endedAddress() {
    return filter.endedAddress();
  }

  /** The words to choose from. */
  public List<String> states() {
    return SessionWords.STATES;
  }

  /** The value of a column's {@code aria-sort}. */
  public String sorted(String word) {
    return !word.equals(filter.text("sort"))
        ? "none"
        : filter.ascending() ? "ascending" : "descending";
  }
}
