package io.cablebridge.stream.name;

/** What an identifier names. */
public sealed interface StreamTarget {

  /** A stream that the client may read. */
  record Stream(String name) implements StreamTarget {}

  /** A stream that the client may not read; the reason repeats nothing of the identifier. */
  record Refused(String reason) implements StreamTarget {}

  /** Not a stream: a channel of Rails, or text that Rails must judge. */
  record Cable() implements StreamTarget {}
}
