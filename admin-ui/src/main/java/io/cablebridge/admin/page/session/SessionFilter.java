package io.cablebridge.admin.page.session;

import io.cablebridge.admin.page.PageException;
import io.cablebridge.admin.page.Query;
import io.cablebridge.admin.page.SessionWords;
import io.cablebridge.session.diagnostics.SessionSnapshot;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which sessions a page lists, and in what order. Ended sessions are listed only by their own
 * state. In the query {@code id} is a beginning, {@code address} is a whole address or a beginning,
 * and {@code channel} is a part of an identifier in any case.
 */
public record SessionFilter(Query query, int queue, boolean ascending, int page) {
  private static final List<String> SELECTING =
      List.of("id", "transport", "state", "channel", "address", "queue", "drops", "trouble");

  public static final List<String> PARAMETERS =
      Stream.concat(SELECTING.stream(), Stream.of("sort", "dir", "page")).toList();

  static final int SHORT_ID = 8;

  /** Four numbers, or the form of IPv6 that ends with a number and is not cut off. */
  private static final Pattern WHOLE_ADDRESS =
      Pattern.compile("\\d+(\\.\\d+){3}|[0-9a-fA-F:]*::[0-9a-fA-F:.]*[0-9a-fA-F]|(\\w+:){7}\\w+");

  /** The words for {@code trouble}. */
  static final List<String> TROUBLES =
      Stream.concat(Stream.of("any"), Finding.WORDS.stream()).toList();

  public static SessionFilter of(Query query) throws PageException {
    query.word("transport", SessionWords.TRANSPORTS);
    query.word("state", SessionWords.STATES);
    query.word("drops", List.of("1"));
    query.word("trouble", TROUBLES);
    int queue = query.number("queue", 0, 0);
    String sort = query.word("sort", SessionOrder.WORDS);
    String dir = query.word("dir", List.of("asc", "desc"));
    boolean ascending = dir.isEmpty() ? SessionOrder.ascendsByItself(sort) : dir.equals("asc");
    // Of a longer id, such as a whole session_id, only the beginning is kept.
    String id = query.text("id").strip();
    Query effective =
        query
            .with("id", id.substring(0, Math.min(id.length(), SHORT_ID)))
            .with("queue", queue == 0 ? "" : String.valueOf(queue))
            .with(Query.RENEW, query.renews() ? "" : Query.RENEW_OFF);
    return new SessionFilter(
        inOrder(effective, sort, ascending), queue, ascending, query.number("page", 1, 1));
  }

  private static Query inOrder(Query query, String sort, boolean ascending) {
    return query
        .with("sort", sort)
        .with("dir", sort.isEmpty() ? "" : ascending ? "asc" : "desc")
        .with("page", "");
  }

  boolean admits(SessionSnapshot session) {
    String transport = text("transport");
    String state = text("state");
    String channel = text("channel").toLowerCase(Locale.ROOT);
    return session.shortId().startsWith(text("id"))
        && (transport.isEmpty() || transport.equals(session.transport().text()))
        && (state.isEmpty() ? session.isLive() : state.equals(session.upstream().text()))
        && hasAddress(session.address(), text("address"))
        && session.queueLength() >= queue
        && (text("drops").isEmpty() || session.dropped() > 0)
        && isInTrouble(session)
        && (channel.isEmpty()
            || session.channels().stream()
                .anyMatch(each -> each.toLowerCase(Locale.ROOT).contains(channel)));
  }

  /** Whether an address is the wanted one, or begins with it if that is only a beginning. */
  static boolean hasAddress(String address, String wanted) {
    return WHOLE_ADDRESS.matcher(wanted).matches()
        ? address.equals(wanted)
        : address.startsWith(wanted);
  }

  private boolean isInTrouble(SessionSnapshot session) {
    String trouble = text("trouble");
    return trouble.isEmpty()
        || Finding.of(session).stream()
            .anyMatch(finding -> trouble.equals("any") || trouble.equals(finding.word()));
  }

  /** The address of the ended sessions that match, too. */
  String endedAddress() {
    return query
        .with("state", "")
        .with("queue", "")
        .with("sort", "")
        .with("dir", "")
        .with("trouble", "")
        .address("/ended");
  }

  public String text(String parameter) {
    return query.text(parameter);
  }

  public boolean ended() {
    return text("state").equals(SessionWords.ENDED);
  }

  public boolean chooses() {
    return SELECTING.stream().anyMatch(name -> !text(name).isEmpty());
  }

  /** The address of another page of the same, with or without the reload. */
  String address(int number, boolean renewing) {
    return query
        .with("page", number == 1 ? "" : String.valueOf(number))
        .with(Query.RENEW, renewing ? "" : Query.RENEW_OFF)
        .address("/sessions");
  }

  /** The address of the same in another order; the same order again is reversed. */
  String sortedBy(String word) {
    boolean again = word.equals(text("sort"));
    boolean up = again ? !ascending : SessionOrder.ascendsByItself(word);
    return inOrder(query, word, up).address("/sessions");
  }
}
