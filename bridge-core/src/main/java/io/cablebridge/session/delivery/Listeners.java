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

  /**
   * Those that a new listener replaces. A poll always replaces a poll. It replaces a stream, and a
   * stream replaces any, only if the client proves its return. A poll that writes its answer is not
   * in the way: the client may have read the answer already.
   *
   * @param allowReuse whether several clients may listen: then nothing else is replaced
   */
  Listeners replacedBy(Transport transport, boolean returning, boolean allowReuse)
      throws AttachRefusedException {
    Cursor answering = returning || allowReuse ? null : answering();
    Listeners present = only(cursor -> cursor != answering);
    Listeners polls =
        transport == Transport.SSE
            ? NONE
            : present.only(cursor -> cursor.transport() == Transport.POLL);
    if (allowReuse || polls.size() == present.size()) {
      return polls;
    } else if (returning) {
      return present;
    }
    throw new AttachRefusedException(AttachRefusedException.Cause.BUSY);
  }

  /** The newest poll that writes its answer; null without one. */
  @Nullable Cursor answering() {
    Cursor newest = null;
    for (Cursor cursor : cursors) {
      newest = cursor.isAnswering() ? cursor : newest;
    }
    return newest;
  }

  /** Lets those that follow a poll start at an offset; returns them, to be woken. */
  Listeners startAt(long offset) {
    Listeners following = only(Cursor::isFollowing);
    for (Cursor cursor : following.cursors) {
      cursor.startAt(offset);
    }
    return following;
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
