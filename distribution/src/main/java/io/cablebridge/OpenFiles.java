package io.cablebridge;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * The system's limit of open files, by which the number of sessions is limited too: each has two
 * sockets.
 */
final class OpenFiles {
  /** For listeners, libraries, logs, the console and clients that are being refused. */
  private static final long RESERVED = 300;

  private OpenFiles() {}

  /** How many sessions the limit leaves room for. */
  static int sessions() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? (int)
            Math.max(
                1, Math.min(Integer.MAX_VALUE, (unix.getMaxFileDescriptorCount() - RESERVED) / 2))
        : Integer.MAX_VALUE;
  }
}
