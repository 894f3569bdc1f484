package io.cablebridge.session.command;

/** What a client requests with a command. */
public enum CommandKind {
  SUBSCRIBE,
  UNSUBSCRIBE,
  SEND,
  /** A command that cannot be read. */
  INVALID
}
