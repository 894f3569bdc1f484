package io.cablebridge.stream;

import io.cablebridge.bounded.Ring;
import io.cablebridge.protocol.StreamPosition;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The past of one stream: a ring of messages in the order in which this node delivered them,
 * bounded in number, bytes and age, and by what all pasts hold together. Each has a sequence of its
 * own; positions are only names of entries, of one numbering or of several that interleave. Who has
 * the entry before the oldest held lacks nothing. Owned by its stream's {@link SerialQueue}.
 */
public final class StreamHistory {
  /** A broker's server that loses its memory begins a new numbering each time. */
  private static final int MOST_NUMBERINGS = 8;

  private record Held(StreamMessage message, long arrived) {}

  private final StreamConfig config;
  private final HistoryBudget budget;
  private final List<EpochSequence> numberings = new ArrayList<>(1);
  private final Ring<Held> ring = new Ring<>();
  private long bytes;

  /** The entry before the oldest held; null before there was any. */
  private @Nullable StreamPosition before;

  /** Who has an older entry as his last may have missed one that never came here. */
  private long provableFrom;

  /** Of this second and earlier ones something is not held, since 1970. */
  private long lackingUpTo = Long.MIN_VALUE;

  private boolean closed;

  public StreamHistory(StreamConfig config, HistoryBudget budget) {
    this.config = config;
    this.budget = budget;
  }

  /** How many are held. */
  public int held() {
    return ring.size();
  }

  /** What these hold, in bytes. */
  public long bytes() {
    return bytes;
  }

  /** The newest position of each numbering. */
  public List<StreamPosition> newest() {
    return numberings.stream().map(EpochSequence::position).toList();
  }

  /** The position of who has everything, null while none is known. */
  @Nullable StreamPosition end() {
    return held() == 0 ? before : ring.get(ring.newest()).message().position();
  }

  /**
   * Appends a message that has a position. Numbers left out are a break of their own.
   *
   * @param now {@code Time.nanos}
   * @return false for one that has been here already
   */
  public boolean append(StreamMessage message, long now) {
    StreamPosition position = positionOf(message);
    EpochSequence numbering = numbering(position.epoch());
    if (numbering == null) {
      numbering = begin(position.epoch());
    } else if (position.offset() <= numbering.offset()) {
      return false;
    } else if (position.offset() > numbering.offset() + 1) {
      breakHere(message.seconds());
    }
    if (before == null) {
      before = new StreamPosition(position.offset() - 1, position.epoch());
    }
    numbering.reached(position.offset(), ring.add(new Held(message, now)));
    bytes += sizeOf(message);
    budget.add(message);
    while (held() > config.limit() || bytes > config.bytes()) {
      dropOldest();
    }
    expire(now);
    while (held() > 0 && budget.isExceeded()) {
      dropForOthers();
    }
    if (closed) {
      close();
    }
    return true;
  }

  /** Says how far a numbering has come of which nothing was heard yet. */
  public void standsAt(StreamPosition position) {
    if (numbering(position.epoch()) == null) {
      begin(position.epoch()).reached(position.offset(), ring.newest());
      if (before == null) {
        before = position;
      }
    }
  }

  /** Names the place before everything, where nothing has a position yet. */
  void beginsAt(StreamPosition position) {
    before = position;
  }

  /**
   * Something may have been missed between the newest entry and the next: nobody is told that he
   * has all who was reading before.
   *
   * @param seconds what was missed is not younger, since 1970
   */
  public void breakHere(long seconds) {
    provableFrom = ring.newest() + 1;
    lackingUpTo = Math.max(lackingUpTo, seconds);
  }

  /** All after a position in the order of delivery. */
  public CatchUpResult after(StreamPosition position) {
    long sequence = sequenceOf(position);
    return sequence < provableFrom
        ? CatchUpResult.INCOMPLETE
        : complete(sequence + 1, Long.MIN_VALUE);
  }

  /** All that is not older than this, in seconds since 1970. */
  public CatchUpResult since(long seconds) {
    return seconds <= lackingUpTo ? CatchUpResult.INCOMPLETE : complete(ring.oldest(), seconds);
  }

  /**
   * Drops what is too old.
   *
   * @param now {@code Time.nanos}
   */
  public void expire(long now) {
    long ttl = config.ttl().toNanos();
    while (held() > 0 && now - ring.get(ring.oldest()).arrived() >= ttl) {
      dropOldest();
    }
  }

  /** Drops the older half of what is held, so that others have room. */
  void halve() {
    for (int excess = (held() + 1) / 2; excess > 0; excess--) {
      dropForOthers();
    }
  }

  /** Its stream is forgotten: drops all, and keeps nothing of what comes all the same. */
  void close() {
    closed = true;
    while (held() > 0) {
      dropOldest();
    }
  }

  /** When the oldest held came, {@code Time.nanos}; there must be one. */
  long oldestArrival() {
    return ring.get(ring.oldest()).arrived();
  }

  /** When the newest held was published, in seconds since 1970; there must be one. */
  long newestSeconds() {
    return ring.get(ring.newest()).message().seconds();
  }

  /** Of this second and earlier ones something is not held, since 1970. */
  long lackingUpTo() {
    return lackingUpTo;
  }

  private CatchUpResult complete(long from, long seconds) {
    List<StreamMessage> missed = new ArrayList<>((int) (ring.newest() - from + 1));
    for (long sequence = from; sequence <= ring.newest(); sequence++) {
      StreamMessage message = ring.get(sequence).message();
      if (message.seconds() >= seconds) {
        missed.add(message);
      }
    }
    return CatchUpResult.complete(missed);
  }

  /** The entry with this position, or the one before the oldest; else -1. */
  private long sequenceOf(StreamPosition position) {
    if (position.equals(before)) {
      return ring.oldest() - 1;
    }
    EpochSequence numbering = numbering(position.epoch());
    if (numbering == null || position.offset() > numbering.offset()) {
      return -1;
    }
    // Since the last break numbers grew by one and sequences at least by one: no leap goes too far.
    long sequence = numbering.sequence() - (numbering.offset() - position.offset());
    while (sequence >= ring.oldest()) {
      StreamPosition there = positionOf(ring.get(sequence).message());
      if (!there.epoch().equals(position.epoch())) {
        sequence--;
      } else if (there.offset() > position.offset()) {
        sequence -= there.offset() - position.offset();
      } else {
        return there.offset() == position.offset() ? sequence : -1;
      }
    }
    return -1;
  }

  private @Nullable EpochSequence numbering(String epoch) {
    for (EpochSequence numbering : numberings) {
      if (numbering.epoch.equals(epoch)) {
        return numbering;
      }
    }
    return null;
  }

  private EpochSequence begin(String epoch) {
    if (numberings.size() == MOST_NUMBERINGS) {
      numberings.remove(0);
    }
    EpochSequence numbering = new EpochSequence(epoch);
    numberings.add(numbering);
    return numbering;
  }

  private void dropForOthers() {
    dropOldest();
    budget.countDropped();
  }

  private void dropOldest() {
    StreamMessage dropped = ring.removeOldest().message();
    bytes -= sizeOf(dropped);
    budget.remove(dropped);
    before = dropped.position();
    lackingUpTo = Math.max(lackingUpTo, dropped.seconds());
  }

  private static int sizeOf(StreamMessage message) {
    return message.json().held();
  }

  private static StreamPosition positionOf(StreamMessage message) {
    return Objects.requireNonNull(message.position(), "only what has a position is kept");
  }
}
