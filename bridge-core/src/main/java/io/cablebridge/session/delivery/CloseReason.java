package io.cablebridge.session.delivery;

/**
 * Why a session ended. {@code text} is the {@code reason} of the {@code closed} event; {@code
 * reconnect} says whether the same client may usefully come back.
 */
public record CloseReason(String text, boolean reconnect) {
  /** The client deleted it. */
  public static final CloseReason DELETED = new CloseReason("deleted", false);

  /** Nobody listened for longer than the linger. */
  public static final CloseReason EXPIRED = new CloseReason("expired", true);

  /** The operator ended it; the client may come back. */
  public static final CloseReason ENDED_BY_OPERATOR = new CloseReason("ended_by_operator", true);

  /** This process goes down. */
  public static final CloseReason SHUTTING_DOWN = new CloseReason("shutting_down", true);

  /** Rails does not want this user. */
  public static final CloseReason UNAUTHORIZED = new CloseReason("unauthorized", false);

  /** Rails does not want this Origin. */
  public static final CloseReason ORIGIN_REFUSED = new CloseReason("origin_not_allowed", false);
}
