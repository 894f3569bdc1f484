package io.cablebridge.session.diagnostics;

/** A frame of the cable, or what a stream sends in its place; for the operator's eyes. */
public enum FrameKind {
  WELCOME(Direction.IN, "welcome"),
  CONFIRMATION(Direction.IN, "confirm_subscription"),
  REJECTION(Direction.IN, "reject_subscription"),
  MESSAGE(Direction.IN, "message"),
  HISTORY(Direction.IN, "history"),
  SUBSCRIBE(Direction.OUT, "subscribe"),
  UNSUBSCRIBE(Direction.OUT, "unsubscribe"),
  PERFORM(Direction.OUT, "message");

  /** From Rails or the broker, or to it. */
  public enum Direction {
    IN,
    OUT
  }

  private final Direction direction;
  private final String type;

  FrameKind(Direction direction, String type) {
    this.direction = direction;
    this.type = type;
  }

  public Direction direction() {
    return direction;
  }

  /** The type of the frame on the wire of Action Cable. */
  public String type() {
    return type;
  }
}
