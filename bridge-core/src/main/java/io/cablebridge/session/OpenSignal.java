package io.cablebridge.session;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of a session's opening, and the requests that wait for it. They are called back in
 * the order in which they came, because the order of POSTs depends on it. One of each {@link
 * Session}; its own monitor guards it and is not held during a call.
 */
final class OpenSignal {
  @GuardedBy("this")
  private @Nullable OpenOutcome known;

  @GuardedBy("this")
  private boolean completing;

  @GuardedBy("this")
  private @Nullable List<Consumer<OpenOutcome>> waiting;

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

  /** Sets the outcome. Only UNAVAILABLE can be followed by another one. */
  void complete(OpenOutcome outcome) {
    synchronized (this) {
      if (completing || (known != null && known != OpenOutcome.UNAVAILABLE)) {
        return;
      }
      completing = true;
    }
    // A request that comes during the calls is called after them.
    for (var next = next(outcome); !next.isEmpty(); next = next(outcome)) {
      next.forEach(callback -> callback.accept(outcome));
    }
  }

  private synchronized List<Consumer<OpenOutcome>> next(OpenOutcome outcome) {
    List<Consumer<OpenOutcome>> next = waiting;
    waiting = null;
    if (next == null) {
      known = outcome;
      completing = false;
      return List.of();
    }
    return next;
  }
}
