package io.cablebridge.session.delivery;

import io.cablebridge.protocol.Transport;
import java.util.Arrays;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The listeners of a session at one moment. Found under the session's lock and called without it.
 * Immutable; the {@link Outbox} creates another one when a listener joins or leaves.
 */
public final class Listeners {
  public static final Listeners NONE = new Listeners();

  private final Cursor[] cursors;

  private Listeners(Cursor... cursors) {
    this.cursors = cursors;
  }

  public boolean isEmpty() {
    return cursors.length == 0;
  }

  public int size() {
    return cursors.length;
  }

  /** The transport of the first listener; null without one. */
  public @Nullable Transport transport() {
    return isEmpty() ? null : cursors[0].transport();
  }

  /** Wakes the listeners that wait; a busy one takes again by itself. */
  public void wake() {
    for (Cursor cursor : cursors) {
      cursor.wake();
    }
  }

  /** Ends their responses after what waits for them: the client comes back. */
  public void end() {
    for (Cursor cursor : cursors) {
      cursor.wake(); // first: else a stream does not find what waits for it
      cursor.listener().end();
    }
  }

  /** Ends their responses, because the client reads elsewhere. */
  public void supersede() {
    for (Cursor cursor : cursors) {
      cursor.listener().superseded();
    }
  }

  public void tick(long nanos, boolean healthy) {
    for (Cursor cursor : cursors) {
      cursor.listener().tick(nanos, healthy);
    }
  }

  void addNotice(Event notice) {
    for (Cursor cursor : cursors) {
      cursor.addNotice(notice);
    }
  }

  /** The position of the slowest listener, if it is below this offset; else this offset. */
  long slowest(long offset) {
    long lowest = offset;
    for (Cursor cursor : cursors) {
      lowest = Math.min(lowest, cursor.position());
    }
    return lowest;
  }

  /** The position of the fastest listener, if it is above this offset; else this offset. */
  long fastest(long offset) {
    long highest = offset;
    for (Cursor cursor : cursors) {
      highest = Math.max(highest, cursor.position());
    }
    return highest;
  }

  Listeners polls() {
    return only(cursor -> cursor.transport() == Transport.POLL);
  }

  /** Those that have not been detached. */
  Listeners attached() {
    return only(cursor -> !cursor.isDetached());
  }

  private Listeners only(Predicate<Cursor> chosen) {
    Cursor[] left = Arrays.stream(cursors).filter(chosen).toArray(Cursor[]::new);
    return left.length == 0 ? NONE : new Listeners(left);
  }

  Listeners with(Cursor joining) {
    Cursor[] more = Arrays.copyOf(cursors, cursors.length + 1);
    more[cursors.length] = joining;
    return new Listeners(more);
  }

  void detach() {
    for (Cursor cursor : cursors) {
      cursor.detach();
    }
  }
}
