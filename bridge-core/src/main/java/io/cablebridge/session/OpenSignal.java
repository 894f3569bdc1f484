package io.cablebridge.session;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Who waits to hear how a session's opening went, told in the order in which they asked: the order
 * of POSTs hangs on it. Part of one {@link Session}; its own monitor guards it and is not held
 * while anybody is told.
 */
final class OpenSignal {
  private @Nullable OpenOutcome known;
  private boolean telling;
  private @Nullable List<Consumer<OpenOutcome>> waiting;

  /** Calls back once it is known: at once when it is already. */
  void whenKnown(Consumer<OpenOutcome> callback) {
    OpenOutcome now;
    synchronized (this) {
      now = known;
      if (now == null) {
        if (waiting == null) {
          waiting = new ArrayList<>(1);
        }
        waiting.add(callback);
      }
    }
    if (now != null) {
      callback.accept(now);
    }
  }

  synchronized boolean isKnown() {
    return known != null;
  }

  /** Says how it went. Only a session that was away can be told something else later. */
  void tell(OpenOutcome how) {
    synchronized (this) {
      if (telling || (known != null && known != OpenOutcome.AWAY)) {
        return;
      }
      telling = true;
    }
    // Whoever asks while the first are being told is told after them.
    List<Consumer<OpenOutcome>> next = next(how);
    while (!next.isEmpty()) {
      next.forEach(callback -> callback.accept(how));
      next = next(how);
    }
  }

  private synchronized List<Consumer<OpenOutcome>> next(OpenOutcome how) {
    List<Consumer<OpenOutcome>> next = waiting;
    waiting = null;
    if (next == null) {
      known = how;
      telling = false;
      return List.of();
    }
    return next;
  }
}
