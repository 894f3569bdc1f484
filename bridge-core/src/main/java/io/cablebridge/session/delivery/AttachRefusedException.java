package io.cablebridge.session.delivery;

/** A listener may not read a session now. */
public final class AttachRefusedException extends Exception {
  private static final long serialVersionUID = 1;

  public enum Cause {
    /** Another client listens already. */
    BUSY,
    /** The position is beyond the newest event of this session. */
    FUTURE_POSITION
  }

  private final Cause cause;

  public AttachRefusedException(Cause cause) {
    super(cause.name(), null, false, false);
    this.cause = cause;
  }

  public Cause why() {
    return cause;
  }
}
