package io.cablebridge.session.command;

import io.cablebridge.protocol.Command;

/** What a client wished; {@link #text} is its name in the metrics. */
public enum CommandKind {
  SUBSCRIBE("subscribe"),
  UNSUBSCRIBE("unsubscribe"),
  SEND("send"),
  /** A request that says nothing that could be done. */
  INVALID("invalid");

  private final String text;

  CommandKind(String text) {
    this.text = text;
  }

  public String text() {
    return text;
  }

  public static CommandKind of(Command command) {
    if (command instanceof Command.Subscribe) {
      return SUBSCRIBE;
    } else if (command instanceof Command.Unsubscribe) {
      return UNSUBSCRIBE;
    }
    return command instanceof Command.Send ? SEND : INVALID;
  }
}
