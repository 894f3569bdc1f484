package io.cablebridge.admin.page.session;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.cablebridge.admin.page.ByteCount;
import io.cablebridge.admin.page.SessionWords;
import io.cablebridge.session.diagnostics.EngineSnapshot;
import io.cablebridge.session.diagnostics.SessionSnapshot;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One page of the sessions that match a filter.
 *
 * @param live live sessions
 * @param matching sessions that match, live or ended
 * @param page from 1
 * @param pages at least 1
 * @param queueEventsLimit maximum number of undelivered events of a session
 */
public record SessionList(
    int live,
    int matching,
    int page,
    int pages,
    long queueEventsLimit,
    ByteCount queueBytesLimit,
    List<SessionRow> sessions,
    @JsonIgnore SessionFilter filter) {

  static final int ROWS = 50;

  public static SessionList of(EngineSnapshot engine, SessionFilter filter) {
    List<SessionSnapshot> matching =
        engine.sessions().stream()
            .filter(filter::admits)
            .sorted(SessionOrder.of(filter.sort(), filter.ascending()))
            .toList();
    int pages = Math.max(1, (matching.size() + ROWS - 1) / ROWS);
    int page = Math.min(filter.page(), pages);
    List<SessionRow> rows =
        matching.stream().skip((long) (page - 1) * ROWS).limit(ROWS).map(SessionRow::of).toList();
    return new SessionList(
        engine.live().size(),
        matching.size(),
        page,
        pages,
        engine.maxQueueEvents(),
        new ByteCount(engine.maxQueueBytes()),
        rows,
        filter);
  }

  /** The address of the page before; empty on the first. */
  public String previous() {
    return page > 1 ? filter.onPage(page - 1) : "";
  }

  /** The address of the page after; empty on the last. */
  public String next() {
    return page < pages ? filter.onPage(page + 1) : "";
  }

  /** The address of the same as JSON. */
  public String api() {
    return "/api" + filter.renewing(page, true);
  }

  /** The address of the same page with the reload switched. */
  public String renewal() {
    return filter.renewing(page, !filter.renewing());
  }

  /** The addresses of the other orders, by their words. */
  public Map<String, String> orders() {
    Map<String, String> orders = new LinkedHashMap<>();
    SessionOrder.WORDS.forEach(word -> orders.put(word, filter.sortedBy(word)));
    return orders;
  }

  /** The words to choose from. */
  public List<String> transports() {
    return SessionWords.TRANSPORTS;
  }

  /** The words to choose from. */
  public List<String> states() {
    return SessionWords.STATES;
  }

  /** What {@code aria-sort} says of a column. */
  public String sorted(String word) {
    return !word.equals(filter.sort()) ? "none" : filter.ascending() ? "ascending" : "descending";
  }
}
