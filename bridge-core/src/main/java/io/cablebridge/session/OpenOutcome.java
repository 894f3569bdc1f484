package io.cablebridge.session;

import io.cablebridge.session.delivery.CloseReason;

/** How the opening of a session went. */
public enum OpenOutcome {
  /** Rails said welcome. */
  WELCOMED,
  /** Rails is away or silent: the session stays and goes on trying. */
  AWAY,
  /** Rails refused the user: the session is gone. */
  UNAUTHORIZED,
  /** Rails refused the Origin: the session is gone. */
  ORIGIN_REFUSED,
  /** The session ended before Rails said anything. */
  CLOSED;

  /** What it means for the opening that the session has ended. */
  static OpenOutcome endedBy(CloseReason reason) {
    if (reason.equals(CloseReason.UNAUTHORIZED)) {
      return UNAUTHORIZED;
    }
    return reason.equals(CloseReason.ORIGIN_REFUSED) ? ORIGIN_REFUSED : CLOSED;
  }
}
