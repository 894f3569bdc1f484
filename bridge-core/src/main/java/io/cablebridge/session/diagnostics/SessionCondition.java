package io.cablebridge.session.diagnostics;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Whether a session keeps up, at one moment. Part of a {@link SessionSnapshot}.
 *
 * @param usesRails whether the session has a connection to Rails; a reader of streams may need none
 * @param unattended how long the session has had no listener; zero with one
 * @param stuck whether a write to the client has been in progress for more than a second; its
 *     duration so far is the last write stall
 * @param cut whether the bridge closed the last response, because the client read nothing
 * @param queueBytes bytes of the events held and not yet delivered
 * @param queueBytesLimit how many of them it may hold
 * @param lastDrop why it dropped events last; null if it dropped none
 */
public record SessionCondition(
    boolean usesRails,
    Duration unattended,
    boolean stuck,
    boolean cut,
    long queueBytes,
    long queueBytesLimit,
    @Nullable DropCause lastDrop) {

  /** Of a session with a connection to Rails that keeps up. */
  public static final SessionCondition WELL =
      new SessionCondition(true, Duration.ZERO, false, false, 0, 1 << 20, null);
}
