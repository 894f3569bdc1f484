package io.cablebridge.session.command;

import io.cablebridge.protocol.CloseReason;
import io.cablebridge.protocol.JsonText;
import io.cablebridge.protocol.Payload;
import io.cablebridge.session.delivery.Listeners;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an {@link Upstream} reports to: its session. A report takes the session's lock and may be
 * made while the {@link CommandLock} is held. Reports that return {@link Listeners} leave it to the
 * upstream to wake them once it holds no lock. Thread-safe.
 */
public interface UpstreamSink {

  /** The {@code session_id} of the session. */
  String epoch();

  /**
   * Rails has sent its welcome. The upstream holds the command lock, so that no command comes in
   * between; {@link #opened} follows.
   *
   * @return what must be subscribed on the new connection
   */
  List<JsonText> welcomed();

  /** The subscriptions were asserted after a welcome: what waits for the opening goes on. */
  void opened();

  /** An attempt to connect has failed; another one follows. */
  void connectFailed();

  /**
   * The welcomed connection is lost, and the upstream connects again. The upstream holds the
   * command lock, so that no later welcome is reported first.
   */
  Listeners lost();

  /**
   * Rails confirmed a subscription. The upstream may hold the command lock, so that no command
   * comes in between.
   */
  Listeners confirmed(JsonText identifier);

  /**
   * Rails rejected a subscription; as {@link #confirmed}.
   *
   * @param reason null when the rejection came from Rails itself
   */
  Listeners rejected(JsonText identifier, @Nullable String reason);

  /** A message for a subscription, received now. */
  void received(JsonText identifier, Payload message);

  /**
   * A message for a subscription.
   *
   * @param nanos when it was received; no clock is read again
   * @return the session's own copy of the identifier; null if it has no such subscription
   */
  @Nullable JsonText received(JsonText identifier, Payload message, long nanos);

  /**
   * A stream is read from here on; the messages missed until now come first.
   *
   * @param start the position of the stream, carried by the confirmation
   * @param complete whether no message is missing; null when no history was requested
   */
  void caughtUp(
      JsonText identifier,
      @Nullable Payload start,
      List<? extends Payload> missed,
      @Nullable Boolean complete);

  /** A stream is lost; {@link #caughtUp} follows. */
  void streamLost(JsonText identifier);

  /** The upstream refuses the session for good, which ends it and this upstream. */
  void close(CloseReason reason);
}
