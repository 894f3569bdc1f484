package io.cablebridge.session.diagnostics;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last 500 sessions that have ended. One for the process; thread-safe. */
public final class EndedSessions {
  private static final int MAX_SESSIONS = 500;

  @GuardedBy("this")
  private final Deque<EndedSession> newestFirst = new ArrayDeque<>();

  public synchronized void add(EndedSession session) {
    if (newestFirst.size() == MAX_SESSIONS) {
      newestFirst.removeLast();
    }
    newestFirst.addFirst(session);
  }

  /** Newest first. */
  public synchronized List<EndedSession> all() {
    return List.copyOf(newestFirst);
  }
}
