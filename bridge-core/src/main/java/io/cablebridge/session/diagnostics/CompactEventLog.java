package io.cablebridge.session.diagnostics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The last few entries of a log in eight bytes each: a kind, a time and an amount. Thousands of
 * sessions keep one, and an operator looks at one of them, so it is small. Part of {@link
 * SessionDiagnostics}; allocates nothing before the first entry.
 */
final class CompactEventLog {
  private static final int MIN_CAPACITY = 4;
  private static final long[] NONE = {};

  /** A tenth of a second; 32 bits of them are 13 years. */
  private static final long TICK_NANOS = 100_000_000;

  private static final int AMOUNT_BITS = 26;
  private static final long MAX_AMOUNT = (1L << AMOUNT_BITS) - 1;
  private static final int KIND_BITS = 6;

  private final int max;
  private long[] entries = NONE;
  private int count;

  record Entry(int kind, long ageNanos, long amount) {}

  /** Keeps this many entries, a power of two. */
  CompactEventLog(int max) {
    this.max = max;
  }

  /** Adds an entry, or replaces the oldest one; the kind is 0 to 63, the amount is cut. */
  void add(int kind, long ageNanos, long amount) {
    if (count >= entries.length && entries.length < max) {
      entries = Arrays.copyOf(entries, Math.max(MIN_CAPACITY, entries.length * 2));
    }
    long age = ageNanos / TICK_NANOS & 0xffffffffL;
    long cut = Math.min(Math.max(0, amount), MAX_AMOUNT);
    entries[place(count)] = age << 32 | cut << KIND_BITS | kind;
    count++;
    if (count < 0) {
      count = max; // after two thousand million entries only their order matters
    }
  }

  boolean lastWas(int kind) {
    return count > 0 && (entries[place(count - 1)] & (1 << KIND_BITS) - 1) == kind;
  }

  /**
   * Adds one to the amount of the last entry of a kind, if no entry of the other kind follows it;
   * false if there is none.
   */
  boolean countSince(int kind, int end) {
    for (int i = count - 1; i >= Math.max(0, count - entries.length); i--) {
      long entry = entries[place(i)];
      int found = (int) (entry & (1 << KIND_BITS) - 1);
      if (found == end) {
        return false;
      } else if (found == kind) {
        if ((entry >>> KIND_BITS & MAX_AMOUNT) < MAX_AMOUNT) {
          entries[place(i)] = entry + (1 << KIND_BITS);
        }
        return true;
      }
    }
    return false;
  }

  /** Newest first. */
  List<Entry> all() {
    List<Entry> all = new ArrayList<>();
    for (int i = count - 1; i >= Math.max(0, count - entries.length); i--) {
      long entry = entries[place(i)];
      all.add(
          new Entry(
              (int) (entry & (1 << KIND_BITS) - 1),
              (entry >>> 32) * TICK_NANOS,
              entry >>> KIND_BITS & MAX_AMOUNT));
    }
    return all;
  }

  private int place(int number) {
    return number & entries.length - 1;
  }
}
