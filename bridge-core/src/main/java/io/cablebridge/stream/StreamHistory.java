package io.cablebridge.stream;

import io.cablebridge.protocol.StreamPosition;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of one stream's past, in the order in which it was delivered here. Each message has
 * a place in that order, and a position in a numbering, of which there may be two: one that all
 * bridges share, and one of this process for what only it could number. Bounded in messages, bytes
 * and age. Part of a {@link StreamLine}, whose queue owns it.
 *
 * <p>A reader is refused only if something after its position may be lost: whoever has everything,
 * or whose next message is still held, is not.
 */
final class StreamHistory {
  private static final int MAX_NUMBERINGS = 4;

  /** The newest of one numbering: its offset, and its place. */
  private record Newest(long offset, long place) {}

  private record Entry(StreamMessage message, long place) {}

  private final StreamConfig config;
  private final Deque<Entry> entries = new ArrayDeque<>();
  private final Map<String, Newest> numberings = new LinkedHashMap<>(2);
  private @Nullable StreamPosition newest;
  private long newestPlace;

  /**
   * Nothing at or before this place can be followed by what is held: something is missing there.
   */
  private long brokenAt;

  /** When the youngest message that is not held any more was published, seconds since 1970. */
  private long lostSeconds = Long.MIN_VALUE;

  private long bytes;

  StreamHistory(StreamConfig config) {
    this.config = config;
  }

  /** A numbering is known, and how far it has come. */
  void know(StreamPosition position) {
    if (!numberings.containsKey(position.epoch())) {
      numberings.put(position.epoch(), new Newest(position.offset(), newestPlace));
      forgetOldNumberings();
      newest = position;
    }
  }

  /** Adds a message that has a position. */
  void append(StreamMessage message, StreamPosition position, long nowSeconds) {
    newestPlace++;
    newest = position;
    numberings.put(position.epoch(), new Newest(position.offset(), newestPlace));
    forgetOldNumberings();
    entries.add(new Entry(message, newestPlace));
    bytes += message.json().held();
    expire(nowSeconds);
  }

  private void forgetOldNumberings() {
    if (numberings.size() > MAX_NUMBERINGS) {
      numberings.remove(numberings.keySet().iterator().next());
    }
  }

  /** Whether the newest offset of a numbering is at least this one. */
  boolean has(StreamPosition position) {
    Newest known = numberings.get(position.epoch());
    return known != null && known.offset() >= position.offset();
  }

  /** Something may have been missed just now. */
  void breakHere(long nowSeconds) {
    newestPlace++;
    brokenAt = newestPlace;
    lostSeconds = Math.max(lostSeconds, nowSeconds);
  }

  /**
   * Where somebody is who has everything; null before the first message of an unknown numbering.
   */
  @Nullable StreamPosition newest() {
    return newest;
  }

  /** What came after a position; null when something of it may be lost. */
  @Nullable List<StreamMessage> after(StreamPosition position) {
    Long place = placeOf(position);
    long oldestHeld = entries.isEmpty() ? newestPlace + 1 : entries.peekFirst().place();
    if (place == null || place < brokenAt || (place + 1 < oldestHeld && place < newestPlace)) {
      return null;
    }
    return since(place);
  }

  private @Nullable Long placeOf(StreamPosition position) {
    Newest known = numberings.get(position.epoch());
    if (known == null || position.offset() > known.offset()) {
      return null;
    }
    if (position.offset() == known.offset()) {
      return known.place();
    }
    if (numberings.size() == 1 && brokenAt == 0) {
      return known.place() - (known.offset() - position.offset());
    }
    for (Entry entry : entries) {
      if (position.equals(entry.message().position())) {
        return entry.place();
      }
    }
    return null;
  }

  private List<StreamMessage> since(long place) {
    List<StreamMessage> found = new ArrayList<>();
    for (Entry entry : entries) {
      if (entry.place() > place) {
        found.add(entry.message());
      }
    }
    return found;
  }

  /** What was published at or after a time; null when something of it may be lost. */
  @Nullable List<StreamMessage> publishedSince(long seconds) {
    if (lostSeconds >= seconds) {
      return null;
    }
    return entries.stream()
        .map(Entry::message)
        .filter(message -> message.seconds() >= seconds)
        .toList();
  }

  /** Everything that came after a place of the order of delivery. */
  List<StreamMessage> afterPlace(long place) {
    return since(place);
  }

  long place() {
    return newestPlace;
  }

  /** Lets go of what is too old or too much. */
  void expire(long nowSeconds) {
    long oldest = nowSeconds - config.ttl().toSeconds();
    for (Entry entry = entries.peekFirst(); entry != null; entry = entries.peekFirst()) {
      boolean kept =
          entries.size() <= config.limit()
              && bytes <= config.bytes()
              && entry.message().seconds() > oldest;
      if (kept) {
        return;
      }
      entries.removeFirst();
      bytes -= entry.message().json().held();
      lostSeconds = Math.max(lostSeconds, entry.message().seconds());
    }
  }

  int size() {
    return entries.size();
  }

  long bytes() {
    return bytes;
  }
}
