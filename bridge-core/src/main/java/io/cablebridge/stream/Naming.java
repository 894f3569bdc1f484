package io.cablebridge.stream;

/** What an identifier names. */
public sealed interface Naming {

  /** A stream that may be read. */
  record Stream(String name) implements Naming {}

  /**
   * A stream that may not be read.
   *
   * @param reason for a person; repeats nothing of the identifier
   */
  record Refused(String reason) implements Naming {}

  /** No stream: a channel of Rails, or what Rails is to judge. */
  record Cable() implements Naming {}
}
