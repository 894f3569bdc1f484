package io.cablebridge;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** The operating system's limit of open files. It limits the sessions too: each has two sockets. */
final class OpenFileLimit {
  /** For listeners, libraries, logs, the console and clients that are refused. */
  private static final long RESERVED = 300;

  private OpenFileLimit() {}

  /** The number of sessions that the limit leaves room for. */
  static int sessions() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? (int)
            Math.max(
                1, Math.min(Integer.MAX_VALUE, (unix.getMaxFileDescriptorCount() - RESERVED) / 2))
        : Integer.MAX_VALUE;
  }
}
