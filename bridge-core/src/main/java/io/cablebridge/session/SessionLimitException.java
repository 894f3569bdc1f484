package io.cablebridge.session;

/** A session cannot be opened: there are too many, or the process drains or stops. */
public final class SessionLimitException extends Exception {
  private static final long serialVersionUID = 1;
  private final boolean shuttingDown;

  SessionLimitException(boolean shuttingDown) {
    super(shuttingDown ? "shutting down" : "too many sessions", null, false, false);
    this.shuttingDown = shuttingDown;
  }

  public boolean shuttingDown() {
    return shuttingDown;
  }
}
