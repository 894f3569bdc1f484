package io.cablebridge.session.command;

import io.cablebridge.protocol.CloseReason;

/**
 * What an {@link Upstream} reports to: its session, which implements it. A report takes the
 * session's lock; {@link #opened}, {@link #connectFailed} and {@link #close} also call back what
 * waits, so the {@link CommandLock} must not be held. Thread-safe.
 */
public interface UpstreamSink {

  /** The {@code session_id} of the session. */
  String epoch();

  Subscriptions subscriptions();

  /** The subscriptions were asserted after a welcome: what waits for the opening goes on. */
  void opened();

  /** An attempt to connect has failed; another one follows. */
  void connectFailed();

  /** The upstream refuses the session for good, which ends it and this upstream. */
  void close(CloseReason reason);
}
