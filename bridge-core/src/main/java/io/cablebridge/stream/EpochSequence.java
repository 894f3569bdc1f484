package io.cablebridge.stream;

import io.cablebridge.protocol.StreamPosition;

/**
 * How far one numbering of a stream has come, as its history knows it. A stream has one, or two
 * that interleave when others number too. Part of one {@link StreamHistory}.
 */
final class EpochSequence {
  final String epoch;

  /** The newest number of it. */
  private long offset;

  /** Where in the history the newest is, or was. */
  private long sequence;

  EpochSequence(String epoch) {
    this.epoch = epoch;
  }

  long offset() {
    return offset;
  }

  long sequence() {
    return sequence;
  }

  void reached(long newOffset, long newSequence) {
    offset = newOffset;
    sequence = newSequence;
  }

  StreamPosition position() {
    return new StreamPosition(offset, epoch);
  }
}
