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

  /** Unlimited where the system does not count them. */
  public static FileDescriptors ofThisProcess() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? new FileDescriptors(unix::getOpenFileDescriptorCount, unix::getMaxFileDescriptorCount)
        : new FileDescriptors(() -> 0, () -> Long.MAX_VALUE);
  }

  /** The number of sessions that the limit leaves room for; each has two sockets. */
  public int maxSessions() {
    return (int) Math.max(1, Math.min(Integer.MAX_VALUE, (limit.getAsLong() - RESERVED) / 2));
  }

  public Limit asLimit() {
    return new Limit(
        "LimitNOFILE",
        "Open files of the process, as systemd or ulimit -n sets it; a client that reads takes two.",
        limit,
        open,
        () -> 0, // the system refuses a connection before the bridge could count it
        "");
  }
}
