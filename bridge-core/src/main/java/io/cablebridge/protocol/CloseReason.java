package io.cablebridge.protocol;

/**
 * Why a session ended. {@code text} is the {@code reason} of the {@code closed} event; {@code
 * reconnect} says whether the same client may usefully come back.
 */
public record CloseReason(String text, boolean reconnect) {
  /** Rails' name for the reason of a disconnect by {@code remote_connections}. */
  public static final String REMOTE = "remote";

  /** The client deleted it. */
  public static final CloseReason DELETED = new CloseReason("deleted", false);

  /** The session had no listener for longer than the linger. */
  public static final CloseReason EXPIRED = new CloseReason("expired", true);

  /**
   * The session had no listener for longer than the linger, after the bridge had closed the last
   * one, because its client read nothing. No client receives this reason.
   */
  public static final CloseReason WRITE_STALLED = new CloseReason("write_stalled", true);

  /** The operator ended it; the client may come back. */
  public static final CloseReason ENDED_BY_OPERATOR = new CloseReason("ended_by_operator", true);

  /** The process drains or stops. */
  public static final CloseReason SHUTTING_DOWN = new CloseReason("shutting_down", true);

  /** Rails refuses the user, or the Origin. */
  public static final CloseReason UNAUTHORIZED = new CloseReason("unauthorized", false);

  public static final CloseReason ORIGIN_REFUSED = new CloseReason("origin_not_allowed", false);
}
