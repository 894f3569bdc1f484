package io.cablebridge.session.diagnostics;

import java.time.Instant;

/** A frame of the cable, or what a stream sends in its place; for the operator's eyes. */
public enum FrameKind {
  WELCOME("in", "welcome"),
  CONFIRMATION("in", "confirm_subscription"),
  REJECTION("in", "reject_subscription"),
  MESSAGE("in", "message"),
  HISTORY("in", "history"),
  SUBSCRIBE("out", "subscribe"),
  UNSUBSCRIBE("out", "unsubscribe"),
  PERFORM("out", "message");

  private final String direction;
  private final String type;

  FrameKind(String direction, String type) {
    this.direction = direction;
    this.type = type;
  }

  SessionDetail.Frame frame(Instant at, long bytes) {
    return new SessionDetail.Frame(at, direction, type, (int) bytes);
  }
}
