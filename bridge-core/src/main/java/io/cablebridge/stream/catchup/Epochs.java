package io.cablebridge.stream.catchup;

import io.cablebridge.protocol.StreamPosition;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far each epoch of one stream has come; several interleave when Redis numbers messages, too.
 * Part of a {@link StreamHistory}.
 */
final class Epochs {
  /** Epochs remembered. A broker's server that loses its memory begins a new one each time. */
  private static final int MAX_EPOCHS = 8;

  /** One epoch. */
  static final class Progress {
    private final String epoch;
    private long offset;
    private long sequence;

    private Progress(String epoch) {
      this.epoch = epoch;
    }

    /** The newest offset of the epoch. */
    long offset() {
      return offset;
    }

    /** Where the message with that offset is, or was, in the ring. */
    long sequence() {
      return sequence;
    }

    void advanceTo(long newOffset, long newSequence) {
      offset = newOffset;
      sequence = newSequence;
    }
  }

  private final List<Progress> epochs = new ArrayList<>(1);

  List<StreamPosition> newest() {
    return epochs.stream().map(epoch -> new StreamPosition(epoch.offset, epoch.epoch)).toList();
  }

  @Nullable Progress find(String name) {
    for (Progress epoch : epochs) {
      if (epoch.epoch.equals(name)) {
        return epoch;
      }
    }
    return null;
  }

  Progress begin(String name) {
    if (epochs.size() == MAX_EPOCHS) {
      epochs.remove(0);
    }
    Progress epoch = new Progress(name);
    epochs.add(epoch);
    return epoch;
  }
}
