package io.cablebridge.admin.page.session;

import io.cablebridge.admin.page.PageException;
import io.cablebridge.admin.page.Query;
import io.cablebridge.admin.page.SessionWords;
import io.cablebridge.admin.page.UrlBuilder;
import io.cablebridge.session.diagnostics.SessionSnapshot;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Which sessions a page lists, and in what order; empty words select nothing. Ended sessions are
 * listed only by their own state.
 *
 * @param id the beginning of the short id: hostile text. Of a longer one, such as a whole
 *     session_id, only the beginning is kept
 * @param channel a part of an identifier, in any case: hostile text
 * @param address the beginning of the address: hostile text
 * @param queue minimum number of undelivered events
 * @param drops only sessions that dropped events
 * @param page from 1
 * @param renewing whether the page reloads itself without scripts; its links keep that
 */
public record SessionFilter(
    String id,
    String transport,
    String state,
    String channel,
    String address,
    int queue,
    boolean drops,
    String sort,
    boolean ascending,
    int page,
    boolean renewing) {

  private static final int SHORT_ID = 8;
  public static final Set<String> PARAMETERS =
      Set.of(
          "id",
          "transport",
          "state",
          "channel",
          "address",
          "queue",
          "drops",
          "sort",
          "dir",
          "page");

  public static SessionFilter of(Query query) throws PageException {
    String sort = query.word("sort", SessionOrder.WORDS);
    String dir = query.word("dir", List.of("asc", "desc"));
    String id = query.text("id").strip();
    return new SessionFilter(
        id.substring(0, Math.min(id.length(), SHORT_ID)),
        query.word("transport", SessionWords.TRANSPORTS),
        query.word("state", SessionWords.STATES),
        query.text("channel"),
        query.text("address"),
        query.number("queue", 0, 0),
        !query.word("drops", List.of("1")).isEmpty(),
        sort,
        dir.isEmpty() ? SessionOrder.ascendsByItself(sort) : dir.equals("asc"),
        query.number("page", 1, 1),
        query.renews());
  }

  boolean admits(SessionSnapshot session) {
    return session.shortId().startsWith(id)
        && (transport.isEmpty() || transport.equals(session.transport().text()))
        && (state.isEmpty() ? session.isLive() : state.equals(session.upstream().text()))
        && (address.isEmpty() || session.address().startsWith(address))
        && session.queueLength() >= queue
        && (!drops || session.dropped() > 0)
        && (channel.isEmpty() || hasChannel(session));
  }

  private boolean hasChannel(SessionSnapshot session) {
    String wanted = channel.toLowerCase(Locale.ROOT);
    return session.channels().stream()
        .anyMatch(identifier -> identifier.toLowerCase(Locale.ROOT).contains(wanted));
  }

  /** Whether ended sessions are listed instead of live ones. */
  public boolean ended() {
    return state.equals(SessionWords.ENDED);
  }

  /** Whether anything but the order is selected. */
  public boolean chooses() {
    return !(id + transport + state + channel + address).isEmpty() || queue > 0 || drops;
  }

  /** The address of another page of the same. */
  String onPage(int other) {
    return address(sort, ascending, other, renewing);
  }

  /** The address of the same page with or without the reload. */
  String renewing(int other, boolean wanted) {
    return address(sort, ascending, other, wanted);
  }

  /** The address of the same in another order; the same order again is reversed. */
  String sortedBy(String word) {
    boolean again = word.equals(sort);
    return address(word, again ? !ascending : SessionOrder.ascendsByItself(word), 1, renewing);
  }

  private String address(String order, boolean up, int number, boolean renews) {
    return new UrlBuilder("/sessions")
        .with("id", id)
        .with("transport", transport)
        .with("state", state)
        .with("channel", channel)
        .with("address", address)
        .with("queue", queue == 0 ? "" : String.valueOf(queue))
        .with("drops", drops ? "1" : "")
        .with("sort", order)
        .with("dir", order.isEmpty() ? "" : up ? "asc" : "desc")
        .with("page", number == 1 ? "" : String.valueOf(number))
        .with("renew", renews ? "" : Query.RENEW_OFF)
        .toString();
  }
}
