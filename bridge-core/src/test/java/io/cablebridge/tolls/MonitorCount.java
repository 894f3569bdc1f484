package io.cablebridge.tolls;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How often monitors were entered between {@link #start} and {@link #stop}, by the class of their
 * objects. Called by the code that {@link MonitorCountingLoader} has loaded; thread-safe.
 */
public final class MonitorCount {
  private static final Map<String, AtomicLong> ENTERED = new ConcurrentHashMap<>();
  private static volatile boolean counting;

  private MonitorCount() {}

  public static void start() {
    ENTERED.clear();
    counting = true;
  }

  public static void stop() {
    counting = false;
  }

  /** Called before a monitor is entered. */
  public static void entered(Object monitor) {
    if (counting) {
      String name = monitor.getClass().getName();
      ENTERED.computeIfAbsent(name, unused -> new AtomicLong()).incrementAndGet();
    }
  }

  static Map<String, Long> counts() {
    Map<String, Long> counts = new TreeMap<>();
    ENTERED.forEach((name, count) -> counts.put(name, count.get()));
    return counts;
  }
}
