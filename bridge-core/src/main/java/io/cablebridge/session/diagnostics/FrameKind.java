package io.cablebridge.session.diagnostics;

/** A frame of the cable, or what a stream says in its place; for the operator's eyes. */
public enum FrameKind {
  WELCOME(0, "in", "welcome"),
  CONFIRMATION(1, "in", "confirm_subscription"),
  REJECTION(2, "in", "reject_subscription"),
  MESSAGE(3, "in", "message"),
  HISTORY(4, "in", "history"),
  SUBSCRIBE(5, "out", "subscribe"),
  UNSUBSCRIBE(6, "out", "unsubscribe"),
  PERFORM(7, "out", "message");

  private static final FrameKind[] ALL = values();

  private final int code;
  private final String direction;
  private final String type;

  FrameKind(int code, String direction, String type) {
    this.code = code;
    this.direction = direction;
    this.type = type;
  }

  /**
   * The one of a code, as {@link CompactEventLog} keeps it; the codes count from 0 in this order.
   */
  static FrameKind of(int code) {
    return ALL[code];
  }

  int code() {
    return code;
  }

  String direction() {
    return direction;
  }

  String type() {
    return type;
  }
}
