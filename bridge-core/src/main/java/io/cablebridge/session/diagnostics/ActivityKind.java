package io.cablebridge.session.diagnostics;

import java.util.Locale;

/** What happens in a session, for the operator; {@link #text} is its name in the console. */
public enum ActivityKind {
  STREAM_ATTACHED,
  STREAM_LEFT,
  POLLING,
  UPSTREAM_OPEN,
  UPSTREAM_LOST,
  UPSTREAM_AWAY,
  RECONNECT_BY_OPERATOR,
  SUBSCRIPTION_CONFIRMED,
  SUBSCRIPTION_REJECTED,
  UNSUBSCRIBED,
  GAP,
  WRITE_STALL,
  CLOSED;

  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The amount with its unit; empty for what has none. */
  String detail(long amount) {
    return switch (this) {
      case GAP -> amount + " events lost";
      case WRITE_STALL -> amount + " ms";
      case UPSTREAM_AWAY -> amount > 1 ? amount + " attempts" : "";
      default -> "";
    };
  }
}
