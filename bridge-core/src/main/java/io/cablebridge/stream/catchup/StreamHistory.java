package io.cablebridge.stream.catchup;

import io.cablebridge.bounded.HeapBudget;
import io.cablebridge.bounded.Ring;
import io.cablebridge.protocol.Ids;
import io.cablebridge.protocol.StreamPosition;
import io.cablebridge.stream.CatchUpResult;
import io.cablebridge.stream.StreamConfig;
import io.cablebridge.stream.StreamMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The history of one stream on this node: a ring of messages in the order of delivery, bounded in
 * number, bytes and age, and by the budget of all histories. Each message has a sequence number of
 * the ring; its position, of one epoch or of several that interleave, is a name for it. A
 * subscriber that has the message before the oldest held has missed nothing. Owned by the queue of
 * its stream.
 */
public final class StreamHistory {
  /** Heap that a message costs beside its bytes: objects, slot in the ring, map of its forms. */
  private static final int MESSAGE_OVERHEAD = 400;

  private record Held(StreamMessage message, long arrived) {}

  private final StreamConfig config;
  private final HeapBudget budget;
  private final Epochs epochs = new Epochs();
  private final Ring<Held> ring = new Ring<>();
  private long bytes;

  /** The position of the message before the oldest held; null before any is known. */
  private @Nullable StreamPosition before;

  /** Resuming from before this sequence is rejected: a gap was recorded there. */
  private long provableFrom;

  /** Some message of this second or an earlier one is not held; in seconds since 1970. */
  private long gapUntil = Long.MIN_VALUE;

  /** As {@link #gapUntil}, without messages from before this node subscribed to the stream. */
  private long lostUntil = Long.MIN_VALUE;

  /** Names the last gap in positions after it, until a message follows; null before any has it. */
  private @Nullable String mark;

  private boolean closed;

  public StreamHistory(StreamConfig config, HeapBudget budget) {
    this.config = config;
    this.budget = budget;
  }

  public int held() {
    return ring.size();
  }

  public long bytes() {
    return bytes;
  }

  public List<StreamPosition> newest() {
    return epochs.newest();
  }

  /**
   * The position of a subscriber that has missed nothing; {@code start} while none is known. After
   * a gap it has a mark until the next message, as others had the position before the gap.
   */
  public StreamPosition end(StreamPosition start) {
    StreamPosition end = newestOr(start);
    if (provableFrom <= ring.newest()) {
      return end;
    }
    String name = mark == null ? Ids.streamEpoch() : mark;
    mark = name;
    return end.marked(name);
  }

  private StreamPosition newestOr(StreamPosition start) {
    if (!ring.isEmpty()) {
      return positionOf(ring.get(ring.newest()).message());
    }
    StreamPosition end = before == null ? start : before;
    before = end;
    return end;
  }

  /**
   * Appends a message that has a position, at this {@code Time.nanos}; false if it was appended
   * before. Skipped offsets of its epoch are recorded as a gap.
   */
  public boolean append(StreamMessage message, long now) {
    StreamPosition position = positionOf(message);
    Epochs.Progress epoch = epochs.find(position.epoch());
    if (epoch == null) {
      epoch = epochs.begin(position.epoch());
    } else if (position.offset() <= epoch.offset()) {
      return false;
    } else if (position.offset() > epoch.offset() + 1) {
      recordGap(message.seconds());
    }
    if (before == null) {
      before = new StreamPosition(position.offset() - 1, position.epoch());
    }
    epoch.advanceTo(position.offset(), ring.add(new Held(message, now)));
    bytes += sizeOf(message);
    budget.add(cost(1, sizeOf(message)));
    while (held() > config.limit() || bytes > config.bytes()) {
      dropOldest();
    }
    expire(now);
    while (held() > 0 && budget.isExceeded()) {
      dropForBudget();
    }
    if (closed) {
      close();
    }
    return true;
  }

  /** Records how far an epoch has come of which no message has arrived yet. */
  public void advanceTo(StreamPosition position) {
    if (epochs.find(position.epoch()) == null) {
      epochs.begin(position.epoch()).advanceTo(position.offset(), ring.newest());
      if (before == null) {
        before = position;
      }
    }
  }

  /**
   * Records that messages of this second, since 1970, or earlier may be missing between the newest
   * one and the next: no catch-up spans this moment.
   */
  public void recordGap(long seconds) {
    recordStart(seconds);
    lostUntil = Math.max(lostUntil, seconds);
  }

  /** Records that this node receives the stream from here on; otherwise as a gap. */
  public void recordStart(long seconds) {
    provableFrom = ring.newest() + 1;
    mark = null;
    gapUntil = Math.max(gapUntil, seconds);
  }

  /** Records that messages of this second or earlier ones were evicted with another stream. */
  public void recordEvicted(long seconds) {
    gapUntil = Math.max(gapUntil, seconds);
    lostUntil = Math.max(lostUntil, seconds);
  }

  public CatchUpResult after(StreamPosition position) {
    if (mark != null && position.isMarked(mark)) {
      return provableFrom < ring.oldest()
          ? CatchUpResult.INCOMPLETE
          : complete(provableFrom, Long.MIN_VALUE);
    }
    long sequence = sequenceOf(position.shared());
    return sequence < provableFrom
        ? CatchUpResult.INCOMPLETE
        : complete(sequence + 1, Long.MIN_VALUE);
  }

  /** All messages of this second and later ones, since 1970. */
  public CatchUpResult since(long seconds) {
    return seconds <= gapUntil ? CatchUpResult.INCOMPLETE : complete(ring.oldest(), seconds);
  }

  /** Whether no message since this second, received or evicted here, was lost. */
  public boolean isWholeSince(long seconds) {
    return seconds > lostUntil;
  }

  /** The messages of this second and later ones that this node holds. */
  List<StreamMessage> heldSince(long seconds) {
    return complete(ring.oldest(), seconds).missed();
  }

  /** Drops the messages that are too old at this {@code Time.nanos}. */
  public void expire(long now) {
    while (held() > 0 && now - oldestExpiry() >= 0) {
      dropOldest();
    }
  }

  /** When the oldest message expires, {@code Time.nanos}; there must be one. */
  public long oldestExpiry() {
    return ring.get(ring.oldest()).arrived() + config.ttl().toNanos();
  }

  /** Drops the older half of the messages, so that other streams have room. */
  public void halve() {
    for (int excess = (held() + 1) / 2; excess > 0; excess--) {
      dropForBudget();
    }
  }

  /**
   * Drops all messages, and keeps none that arrives later: the stream was evicted. Returns the
   * newest second, since 1970, of which some message is missing then; the minimum if none is.
   */
  public long close() {
    closed = true;
    while (held() > 0) {
      dropOldest();
    }
    return lostUntil;
  }

  /**
   * The heap that messages cost, by estimate: their bytes twice, as a message with subscribers is
   * held in the form in which it is sent, too.
   */
  public static long cost(int messages, long bytes) {
    return 2 * bytes + (long) MESSAGE_OVERHEAD * messages;
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

  /** The sequence of the message with this position, held or just before the oldest; else -1. */
  private long sequenceOf(StreamPosition position) {
    if (position.equals(before)) {
      return ring.oldest() - 1;
    }
    Epochs.Progress epoch = epochs.find(position.epoch());
    if (epoch == null || position.offset() > epoch.offset()) {
      return -1;
    }
    // Since the last gap, offsets grew by one and sequences by at least one: no step goes too far.
    long sequence = epoch.sequence() - (epoch.offset() - position.offset());
    while (sequence >= ring.oldest()) {
      StreamPosition candidate = positionOf(ring.get(sequence).message());
      if (!candidate.epoch().equals(position.epoch())) {
        sequence--;
      } else if (candidate.offset() > position.offset()) {
        sequence -= candidate.offset() - position.offset();
      } else {
        return candidate.offset() == position.offset() ? sequence : -1;
      }
    }
    return -1;
  }

  private void dropForBudget() {
    dropOldest();
    budget.countDropped();
  }

  private void dropOldest() {
    StreamMessage dropped = ring.removeOldest().message();
    bytes -= sizeOf(dropped);
    budget.add(-cost(1, sizeOf(dropped)));
    before = dropped.position();
    recordEvicted(dropped.seconds());
  }

  private static int sizeOf(StreamMessage message) {
    return message.json().held();
  }

  private static StreamPosition positionOf(StreamMessage message) {
    return Objects.requireNonNull(message.position(), "history keeps only what has a position");
  }
}
