package io.cablebridge.upstream.cable;

import io.cablebridge.bounded.HeapBudget;
import io.cablebridge.bounded.HeapShare;
import io.cablebridge.metric.Limit;

/**
 * The bytes of commands that wait until Rails reads them or confirms a subscription: those of one
 * connection have a limit, and those of all connections together are a part of the heap. One for
 * the process, made by {@link CableClient}; thread-safe.
 */
final class CommandBudget {
  /** Bytes that may wait in one connection; its first command may be longer. */
  private static final int MAX_WAITING = 512 * 1024;

  private final HeapBudget bytes = HeapBudget.of(HeapShare.COMMANDS);

  /**
   * Whether one more command may wait. Connections with waiting commands leave half of the budget
   * to the first commands of others, most of which do not wait.
   *
   * @param waiting bytes that wait in the connection already
   */
  boolean admits(int waiting, int more) {
    boolean admitted =
        waiting == 0
            ? !bytes.isExceeded()
            : waiting + more <= MAX_WAITING && bytes.held() <= bytes.limit() / 2;
    if (!admitted) {
      bytes.countDropped();
    }
    return admitted;
  }

  /** Counts bytes that wait, or with a negative number wait no longer. */
  void add(int more) {
    bytes.add(more);
  }

  /** Bytes that wait in all connections. */
  long held() {
    return bytes.held();
  }

  /** As the console lists it. */
  Limit asLimit() {
    return new Limit(
        HeapShare.COMMANDS.key(),
        "Bytes of the commands that wait until Rails reads them"
            + HeapShare.COMMANDS.ofHeap()
            + "; more are refused.",
        bytes::limit,
        bytes::held,
        bytes::dropped,
        "bytes");
  }
}
