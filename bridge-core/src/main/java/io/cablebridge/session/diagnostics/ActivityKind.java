package io.cablebridge.session.diagnostics;

/** What an operator is told of a session's life; {@link #text} is its name in the console. */
public enum ActivityKind {
  STREAM_ATTACHED(0, "stream_attached", ""),
  STREAM_LEFT(1, "stream_left", ""),
  POLLING(2, "polling", ""),
  UPSTREAM_OPEN(3, "upstream_open", ""),
  UPSTREAM_LOST(4, "upstream_lost", ""),
  UPSTREAM_AWAY(5, "upstream_away", ""),
  UPSTREAM_RECONNECT(6, "reconnect_by_operator", ""),
  CONFIRMED(7, "subscription_confirmed", ""),
  REJECTED(8, "subscription_rejected", ""),
  UNSUBSCRIBED(9, "unsubscribed", ""),
  GAP(10, "gap", " events lost"),
  WRITE_STALL(11, "write_stall", " ms"),
  CLOSED(12, "closed", "");

  private static final ActivityKind[] ALL = values();

  private final int code;
  private final String text;
  private final String unit;

  ActivityKind(int code, String text, String unit) {
    this.code = code;
    this.text = text;
    this.unit = unit;
  }

  /**
   * The one of a code, as {@link CompactEventLog} keeps it; the codes count from 0 in this order.
   */
  static ActivityKind of(int code) {
    return ALL[code];
  }

  int code() {
    return code;
  }

  String text() {
    return text;
  }

  /** What the amount means, for a person. */
  String detail(long amount) {
    return unit.isEmpty() ? "" : amount + unit;
  }
}
