package io.cablebridge.admin.page.session;

import io.cablebridge.session.diagnostics.SessionSnapshot;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The orders of the session list; equal sessions follow by their ids. */
public final class SessionOrder {
  private static final Map<String, Comparator<SessionSnapshot>> BY = byWord();

  static final List<String> WORDS = List.copyOf(BY.keySet());

  /** Sessions that need attention first: stuck, most dropped, then longest queue, then oldest. */
  public static final Comparator<SessionSnapshot> WORST_FIRST =
      Comparator.<SessionSnapshot, Boolean>comparing(session -> session.condition().stuck())
          .thenComparingLong(SessionSnapshot::dropped)
          .thenComparingLong(SessionSnapshot::queueLength)
          .thenComparing(SessionSnapshot::age)
          .reversed()
          .thenComparing(SessionSnapshot::shortId);

  private SessionOrder() {}

  private static Map<String, Comparator<SessionSnapshot>> byWord() {
    Map<String, Comparator<SessionSnapshot>> orders = new LinkedHashMap<>();
    orders.put("age", Comparator.comparing(SessionSnapshot::age));
    orders.put("queue", Comparator.comparingLong(SessionSnapshot::queueLength));
    orders.put("bytes", Comparator.comparingLong(SessionSnapshot::heldBytes));
    orders.put("unacknowledged", Comparator.comparingLong(SessionSnapshot::unacknowledged));
    orders.put("dropped", Comparator.comparingLong(SessionSnapshot::dropped));
    orders.put("stall", Comparator.comparing(SessionSnapshot::lastWriteStall));
    orders.put("transport", Comparator.comparing(session -> session.transport().text()));
    orders.put("state", Comparator.comparing(session -> session.upstream().text()));
    return Collections.unmodifiableMap(orders);
  }

  /** {@link #WORST_FIRST} without a word. */
  static Comparator<SessionSnapshot> of(String word, boolean ascending) {
    Comparator<SessionSnapshot> order = BY.get(word);
    if (order == null) {
      return WORST_FIRST;
    }
    return (ascending ? order : order.reversed()).thenComparing(SessionSnapshot::shortId);
  }

  /** Words begin with a, numbers with the largest. */
  static boolean ascendsByItself(String word) {
    return word.equals("transport") || word.equals("state");
  }
}
