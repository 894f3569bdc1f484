package io.cablebridge.session.delivery;

import java.util.concurrent.atomic.AtomicLong;

/**
 * What all backlogs of the process may hold together, so that many slow readers cost events, which
 * are counted and told, and not the heap. Made by the registry; thread-safe.
 */
public final class BacklogBudget {
  private final long limit;
  private final AtomicLong held = new AtomicLong();

  /**
   * @param limit in bytes
   */
  public BacklogBudget(long limit) {
    this.limit = limit;
  }

  /** A third of the heap: the rest is for the sessions themselves and for what is under way. */
  public static BacklogBudget ofThisProcess() {
    return new BacklogBudget(Runtime.getRuntime().maxMemory() / 3);
  }

  void add(long bytes) {
    held.addAndGet(bytes);
  }

  /** Bytes. */
  public long limit() {
    return limit;
  }

  /** Bytes. */
  public long held() {
    return held.get();
  }

  boolean exceeded() {
    return held.get() > limit;
  }
}
