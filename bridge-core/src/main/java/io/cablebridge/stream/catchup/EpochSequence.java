package io.cablebridge.stream.catchup;

import io.cablebridge.protocol.StreamPosition;

/**
 * How far one epoch of a stream has come in its history. A stream has one epoch, or several that
 * interleave when Redis numbers messages, too. Part of one {@link StreamHistory}.
 */
final class EpochSequence {
  private final String epoch;

  /** The newest offset of the epoch. */
  private long offset;

  /** Where the message with that offset is, or was, in the history. */
  private long sequence;

  EpochSequence(String epoch) {
    this.epoch = epoch;
  }

  String epoch() {
    return epoch;
  }

  long offset() {
    return offset;
  }

  long sequence() {
    return sequence;
  }

  void advanceTo(long newOffset, long newSequence) {
    offset = newOffset;
    sequence = newSequence;
  }

  StreamPosition position() {
    return new StreamPosition(offset, epoch);
  }
}
