package io.cablebridge.health;

import com.sun.management.UnixOperatingSystemMXBean;
import io.cablebridge.metric.Limit;
import java.lang.management.ManagementFactory;
import java.util.function.LongSupplier;

/**
 * The open files of a process, its sockets included.
 *
 * @param open the current number; the system walks all of them: 20,000 take about 20 ms
 */
public record FileDescriptors(LongSupplier open, LongSupplier limit) {
  /** For listeners, libraries, logs, the console and clients that are refused. */
  private static final long RESERVED = 300;

  /** Above this share they are short: the bridge is not ready, and opens no sessions. */
  private static final double SHORT_SHARE = 0.95;

  /** Above this share the public listener accepts no connections. */
  private static final double ACCEPTED_SHARE = 0.975;

  /** Those of this process; unlimited where the system does not count them. */
  public static FileDescriptors ofThisProcess() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? counted(unix::getOpenFileDescriptorCount, unix::getMaxFileDescriptorCount)
        : new FileDescriptors(() -> 0, () -> Long.MAX_VALUE);
  }

  /** A count that fails for want of a descriptor to list the others with is the maximum. */
  static FileDescriptors counted(LongSupplier count, LongSupplier limit) {
    return new FileDescriptors(
        () -> {
          try {
            return count.getAsLong();
          } catch (InternalError e) {
            return limit.getAsLong();
          }
        },
        limit);
  }

  /** Whether more than 95 % are open. */
  boolean areShort() {
    return open.getAsLong() > limit.getAsLong() * SHORT_SHARE;
  }

  /**
   * How many the public listener may take now. The last 2.5 % of the limit are a reserve for the
   * console, for Rails and for Redis.
   */
  public long available() {
    return (long) (limit.getAsLong() * ACCEPTED_SHARE) - open.getAsLong();
  }

  /** The number of sessions that the limit leaves room for; each has two sockets. */
  public int maxSessions() {
    return (int) Math.max(1, Math.min(Integer.MAX_VALUE, (limit.getAsLong() - RESERVED) / 2));
  }

  public Limit asLimit() {
    return new Limit(
        "LimitNOFILE",
        "Open files of the process, as systemd or ulimit -n sets it; a client that reads takes"
            + " two.",
        limit,
        open,
        () -> 0, // the system refuses a connection before the bridge could count it
        "");
  }
}
