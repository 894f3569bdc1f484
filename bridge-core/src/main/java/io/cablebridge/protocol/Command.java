package io.cablebridge.protocol;

import org.jspecify.annotations.Nullable;

/**
 * One wish of a client, from the array of a POST or from {@code ?subscribe=}. The JSON of
 * identifier and data is the client's own text.
 */
public sealed interface Command {

  /**
   * {@code {"identifier":{…},"subscribe":true,"history":{…}}}.
   *
   * @param history what of a stream's past is wanted, if anything; a channel of Rails has none
   */
  record Subscribe(JsonText identifier, @Nullable HistoryRequest history) implements Command {
    public Subscribe(JsonText identifier) {
      this(identifier, null);
    }
  }

  /** {@code {"identifier":{…},"unsubscribe":true}}. */
  record Unsubscribe(JsonText identifier) implements Command {}

  /** {@code {"identifier":{…},"send":{"action":"…",…}}}. */
  record Send(JsonText identifier, JsonText data) implements Command {}

  /** An object of the array that is none of these; {@code error} says why, to the client. */
  record Invalid(String error) implements Command {}
}
