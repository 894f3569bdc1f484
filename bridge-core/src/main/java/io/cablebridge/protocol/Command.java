package io.cablebridge.protocol;

/**
 * One wish of a client, from the array of a POST or from {@code ?subscribe=}. The JSON of
 * identifier and data is the client's own text.
 */
public sealed interface Command {

  /** {@code {"identifier":{…},"subscribe":true}}. */
  record Subscribe(JsonText identifier) implements Command {}

  /** {@code {"identifier":{…},"unsubscribe":true}}. */
  record Unsubscribe(JsonText identifier) implements Command {}

  /** {@code {"identifier":{…},"send":{"action":"…",…}}}. */
  record Send(JsonText identifier, JsonText data) implements Command {}

  /** An object of the array that is none of these; {@code error} says why, to the client. */
  record Invalid(String error) implements Command {}
}
