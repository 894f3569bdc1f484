package io.cablebridge.bounded;

import org.jspecify.annotations.Nullable;

/**
 * Numbered entries in the order of their arrival. The first entry has number 1, each later one a
 * number higher by one; only the oldest can be removed. What a reader has still to read is
 * therefore a subtraction of numbers. The array grows by doubling and is released when the ring is
 * empty; the owner enforces the bound. Not thread-safe: the owner's lock or queue guards it.
 */
public final class Ring<T> {
  private static final int MIN_CAPACITY = 4;
  private static final @Nullable Object[] NONE = {};

  /** The entry with number n is at index n modulo the length, which is a power of two. */
  private @Nullable Object[] slots = NONE;

  private long oldest = 1;
  private long newest;

  /** The number of the oldest entry held; {@code newest + 1} while the ring is empty. */
  public long oldest() {
    return oldest;
  }

  /** The number of the entry added last; 0 before the first. */
  public long newest() {
    return newest;
  }

  public int size() {
    return (int) (newest - oldest + 1);
  }

  public boolean isEmpty() {
    return oldest > newest;
  }

  public long add(T entry) {
    if (size() == slots.length) {
      @Nullable Object[] larger = new Object[Math.max(MIN_CAPACITY, slots.length * 2)];
      for (long number = oldest; number <= newest; number++) {
        larger[index(number, larger)] = slots[index(number, slots)];
      }
      slots = larger;
    }
    newest++;
    slots[index(newest, slots)] = entry;
    return newest;
  }

  /** The entry with this number, which the ring must hold. */
  @SuppressWarnings("unchecked")
  public T get(long number) {
    Object entry = number < oldest || number > newest ? null : slots[index(number, slots)];
    if (entry == null) {
      throw new IllegalStateException("entry " + number + " is not held");
    }
    return (T) entry;
  }

  /** Removes the oldest entry, which there must be, and returns it. */
  public T removeOldest() {
    T removed = get(oldest);
    slots[index(oldest, slots)] = null;
    oldest++;
    if (isEmpty()) {
      slots = NONE;
    }
    return removed;
  }

  private static int index(long number, @Nullable Object[] array) {
    return (int) (number & (array.length - 1));
  }
}
