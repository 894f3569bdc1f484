package io.cablebridge.protocol;

import org.jspecify.annotations.Nullable;

/**
 * One command of a client, from the array of a POST or from {@code ?subscribe=}. The JSON of
 * identifier and data is the client's own text.
 */
public sealed interface Command {

  /** {@code {"identifier":{…},"subscribe":true,"history":{…}}}; only a stream has a history. */
  record Subscribe(JsonText identifier, @Nullable HistoryRequest history) implements Command {
    public Subscribe(JsonText identifier) {
      this(identifier, null);
    }
  }

  /** {@code {"identifier":{…},"unsubscribe":true}}. */
  record Unsubscribe(JsonText identifier) implements Command {}

  /** {@code {"identifier":{…},"send":{"action":"…",…}}}. */
  record Send(JsonText identifier, JsonText data) implements Command {}

  /** An invalid object of the array; {@code error} is the reason that the client gets. */
  record Invalid(String error) implements Command {}
}
