package io.cablebridge.session.diagnostics;

/** What happens in a session, for the operator; the console has the names in lower case. */
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

  /** How much of it, for the operator, or empty. */
  String detail(long amount) {
    return switch (this) {
      case GAP -> amount + " events lost";
      case WRITE_STALL -> amount + " ms";
      case UPSTREAM_AWAY -> amount > 1 ? amount + " attempts" : "";
      default -> "";
    };
  }
}
