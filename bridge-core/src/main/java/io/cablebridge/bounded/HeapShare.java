package io.cablebridge.bounded;

import java.util.Arrays;

/**
 * The parts of the heap that clients, Rails and Redis can fill, as a percentage of what the program
 * leaves. Together they leave a fifth to the sessions themselves, so that they fit the heap even if
 * all are full; see {@code docs/operations.md}.
 */
public enum HeapShare {
  /** The events of all sessions. */
  BACKLOGS(20, ""),
  /** What clients have not read yet. */
  WRITES(10, " (writes)"),
  /** The histories of all streams. */
  STREAMS(14, " (streams)"),
  /** Connections of HTTP/1.1 with or without a request. */
  CONNECTIONS(20, " (connections)"),
  /** Unfinished requests. */
  REQUESTS(7, " (requests)"),
  /** Commands that Rails has not read yet. */
  COMMANDS(4, " (commands)"),
  /** Messages from Rails whose end has not come yet. */
  MESSAGES(5, " (messages from Rails)");

  private static final String KEY = "CABLE_BRIDGE_HEAP";

  /** What the program itself needs, with no session. */
  private static final long PROGRAM = 24L << 20;

  private final int percent;
  private final String name;

  HeapShare(int percent, String name) {
    this.percent = percent;
    this.name = name;
  }

  /** The maximum heap of this process. */
  public static long heap() {
    return Runtime.getRuntime().maxMemory();
  }

  /** What the program leaves of the heap. */
  public static long usable() {
    return usable(heap());
  }

  private static long usable(long heap) {
    return heap - Math.min(PROGRAM, heap / 2);
  }

  /** What all shares take together of a heap. */
  public static long sumOf(long heap) {
    return Arrays.stream(values()).mapToLong(share -> share.of(heap)).sum();
  }

  /** Whether a limit of this name is one of a share. */
  public static boolean isKey(String name) {
    return name.startsWith(KEY);
  }

  public long of(long heap) {
    return usable(heap) / 100 * percent;
  }

  public long bytes() {
    return of(heap());
  }

  /** The name of its limit. */
  public String key() {
    return KEY + name;
  }

  /** As the meaning of its limit ends: {@code , at most 20 % of the heap}. */
  public String ofHeap() {
    return ", at most " + percent + " % of the heap";
  }
}
