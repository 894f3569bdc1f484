package io.cablebridge.session;

/** A new session cannot be opened now. */
public final class SessionLimitException extends Exception {
  private static final long serialVersionUID = 1;
  private final Cause why;

  /** Why no session can be opened. */
  public enum Cause {
    /** There are as many as the configuration allows. */
    TOO_MANY,
    /** The client's address has as many as the configuration allows. */
    TOO_MANY_OF_ADDRESS,
    /** Memory or file descriptors are short. */
    SHORT_OF_RESOURCES,
    /** The process drains or stops. */
    SHUTTING_DOWN
  }

  SessionLimitException(Cause why) {
    super(why.name(), null, false, false);
    this.why = why;
  }

  public Cause why() {
    return why;
  }
}
