package io.cablebridge.admin.page.session;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.cablebridge.admin.page.PageException;
import io.cablebridge.admin.page.Query;
import io.cablebridge.admin.page.SessionWords;
import io.cablebridge.session.diagnostics.EndedSession;
import java.util.List;
import java.util.Locale;

/**
 * The sessions among the last 500 ended ones that match a filter, newest first.
 *
 * @param kept all that are kept
 */
public record EndedList(int kept, int matching, List<EndedRow> sessions, @JsonIgnore Query query) {
  public static final List<String> PARAMETERS =
      List.of("id", "reason", "transport", "channel", "address", "drops");

  public static EndedList of(List<EndedSession> ended, Query query) throws PageException {
    query.word("transport", SessionWords.TRANSPORTS);
    query.word("drops", List.of("1"));
    List<EndedRow> rows =
        ended.stream().filter(each -> admits(query, each)).map(EndedRow::of).toList();
    return new EndedList(ended.size(), rows.size(), rows, query);
  }

  private static boolean admits(Query query, EndedSession session) {
    String transport = query.text("transport");
    String channel = query.text("channel").toLowerCase(Locale.ROOT);
    return query.text("id").strip().regionMatches(0, session.shortId(), 0, idLength(query))
        && session.reason().text().startsWith(query.text("reason"))
        && (transport.isEmpty() || transport.equals(session.transport().text()))
        && SessionFilter.hasAddress(session.address(), query.text("address"))
        && (query.text("drops").isEmpty() || session.dropped() > 0)
        && (channel.isEmpty()
            || session.channels().stream()
                .anyMatch(each -> each.toLowerCase(Locale.ROOT).contains(channel)));
  }

  private static int idLength(Query query) {
    return Math.min(query.text("id").strip().length(), SessionFilter.SHORT_ID);
  }

  /** The words to choose from. */
  public List<String> transports() {
    return SessionWords.TRANSPORTS;
  }

  /** Whether anything is selected. */
  public boolean chooses() {
    return PARAMETERS.stream().anyMatch(name -> !query.text(name).isEmpty());
  }

  /** The address of the same as JSON. */
  public String api() {
    return query.with(Query.RENEW, "").address("/api/ended");
  }

  /** The address of the same page with the reload switched. */
  public String renewal() {
    return query.with(Query.RENEW, query.renews() ? Query.RENEW_OFF : "").address("/ended");
  }
}
