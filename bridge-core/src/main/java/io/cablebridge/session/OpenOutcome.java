package io.cablebridge.session;

import io.cablebridge.protocol.CloseReason;

/** The outcome of the opening of a session. */
public enum OpenOutcome {
  /** Rails sent its welcome. */
  WELCOMED,
  /** Rails cannot be reached, or is silent: the session stays and tries again. */
  UNAVAILABLE,
  /** Rails refused the user, and the session has ended. */
  UNAUTHORIZED,
  /** Rails refused the Origin, and the session has ended. */
  ORIGIN_REFUSED,
  /** The session ended before an answer of Rails. */
  CLOSED;

  static OpenOutcome endedBy(CloseReason reason) {
    if (reason.equals(CloseReason.UNAUTHORIZED)) {
      return UNAUTHORIZED;
    }
    return reason.equals(CloseReason.ORIGIN_REFUSED) ? ORIGIN_REFUSED : CLOSED;
  }
}
