package io.cablebridge.stream.name;

/** What an identifier names. */
public sealed interface StreamTarget {

  /** A stream that may be read. */
  record Stream(String name) implements StreamTarget {}

  /**
   * A stream that may not be read.
   *
   * @param reason for a person; repeats nothing of the identifier
   */
  record Refused(String reason) implements StreamTarget {}

  /** No stream: a channel of Rails, or what Rails is to judge. */
  record Cable() implements StreamTarget {}
}
