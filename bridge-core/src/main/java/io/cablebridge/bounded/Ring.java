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

  /** The entry with number n is at index n modulo the length, which is a power of two. */
  private @Nullable Object @Nullable [] slots;

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

  /** Adds an entry and returns its number. */
  public long add(T entry) {
    @Nullable Object[] target = withRoomForOneMore();
    newest++;
    target[index(newest, target)] = entry;
    return newest;
  }

  /** The entry with this number, which the ring must hold. */
  @SuppressWarnings("unchecked")
  public T get(long number) {
    @Nullable Object[] current = slots;
    boolean held = number >= oldest && number <= newest;
    Object entry = current == null || !held ? null : current[index(number, current)];
    if (entry == null) {
      throw new IllegalStateException("entry " + number + " is not held");
    }
    return (T) entry;
  }

  /** Removes the oldest entry, which there must be, and returns it. */
  public T removeOldest() {
    T removed = get(oldest);
    @Nullable Object[] current = slots;
    if (current != null) {
      current[index(oldest, current)] = null;
    }
    oldest++;
    if (isEmpty()) {
      slots = null;
    }
    return removed;
  }

  private @Nullable Object[] withRoomForOneMore() {
    @Nullable Object[] current = slots;
    if (current == null) {
      current = new Object[MIN_CAPACITY];
    } else if (size() == current.length) {
      @Nullable Object[] larger = new Object[current.length * 2];
      for (long number = oldest; number <= newest; number++) {
        larger[index(number, larger)] = current[index(number, current)];
      }
      current = larger;
    }
    slots = current;
    return current;
  }

  private static int index(long number, @Nullable Object[] array) {
    return (int) (number & (array.length - 1));
  }
}
