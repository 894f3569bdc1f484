package io.cablebridge.session.diagnostics;

import io.cablebridge.session.Session;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The last few things that happened, eight bytes each: what, when and how much. It keeps a place
 * for thousands of sessions of which an operator looks at one. Part of one {@link Session}, whose
 * lock guards it. Holds nothing until something happens.
 */
final class CompactEventLog {
  private static final int FEWEST = 4;
  private static final long[] NONE = {};

  /** A tenth of a second; 32 bits of them are 13 years. */
  private static final long TICK_NANOS = 100_000_000;

  private static final int AMOUNT_BITS = 26;
  private static final long MOST_AMOUNT = (1L << AMOUNT_BITS) - 1;
  private static final int KIND_BITS = 6;

  private final int most;
  private long[] entries = NONE;
  private int count;

  /** What is read of it again. */
  record Entry(int kind, long ageNanos, long amount) {}

  /**
   * @param most entries that are kept, a power of two
   */
  CompactEventLog(int most) {
    this.most = most;
  }

  /**
   * Notes something, perhaps in the place of the oldest.
   *
   * @param kind 0 to 63
   * @param ageNanos of the session
   * @param amount cut at 67,108,863
   */
  void add(int kind, long ageNanos, long amount) {
    if (count >= entries.length && entries.length < most) {
      entries = Arrays.copyOf(entries, Math.max(FEWEST, entries.length * 2));
    }
    long age = ageNanos / TICK_NANOS & 0xffffffffL;
    long cut = Math.min(Math.max(0, amount), MOST_AMOUNT);
    entries[place(count)] = age << 32 | cut << KIND_BITS | kind;
    count++;
    if (count < 0) {
      count = most; // after two thousand million entries only their order matters
    }
  }

  /** Whether this was the last thing noted. */
  boolean lastWas(int kind) {
    return count > 0 && (entries[place(count - 1)] & (1 << KIND_BITS) - 1) == kind;
  }

  /** Oldest first. */
  List<Entry> all() {
    List<Entry> all = new ArrayList<>();
    for (int i = Math.max(0, count - entries.length); i < count; i++) {
      long entry = entries[place(i)];
      all.add(
          new Entry(
              (int) (entry & (1 << KIND_BITS) - 1),
              (entry >>> 32) * TICK_NANOS,
              entry >>> KIND_BITS & MOST_AMOUNT));
    }
    return all;
  }

  private int place(int number) {
    return number & entries.length - 1;
  }
}
