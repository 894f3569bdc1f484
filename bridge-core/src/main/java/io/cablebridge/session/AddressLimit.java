package io.cablebridge.session;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.cablebridge.protocol.Ids;
import io.cablebridge.session.diagnostics.EndedSession;
import io.cablebridge.time.LogLimiter;
import io.cablebridge.time.Time;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The limit of sessions per client address. A session counts for the address that opened it, even
 * if its client moves to another one. While there is no limit it holds nothing. One for the
 * process, made by {@link SessionRegistry}; thread-safe.
 */
final class AddressLimit {
  private static final Logger log = LoggerFactory.getLogger(AddressLimit.class);

  /** The addresses of the live sessions, by the short id of each. */
  @GuardedBy("this")
  private final Map<String, String> addresses = new HashMap<>();

  /** The live sessions of each address. */
  @GuardedBy("this")
  private final Map<String, Integer> counts = new HashMap<>();

  private final LogLimiter refusals;
  private volatile int max;

  AddressLimit(Time time) {
    refusals = new LogLimiter(time);
  }

  /** Changes the limit, zero for none; the sessions that live already count, too. */
  void change(int newMax, Iterable<Session> live) {
    boolean wasOn = max > 0;
    max = newMax;
    synchronized (this) {
      if (newMax == 0) {
        addresses.clear();
        counts.clear();
      } else if (!wasOn) {
        live.forEach(this::count);
      }
    }
  }

  @GuardedBy("this")
  private void count(Session session) {
    String address = session.address();
    if (!address.isEmpty()
        && session.closeReason() == null
        && addresses.putIfAbsent(Ids.shortId(session.epoch()), address) == null) {
      counts.merge(address, 1, Integer::sum);
    }
  }

  /** Counts a session that is about to open, unless its address has as many as it may have. */
  boolean admits(Session opening) {
    int most = max;
    if (most == 0) {
      return true;
    }
    String address = opening.address();
    boolean admitted;
    synchronized (this) {
      admitted = counts.getOrDefault(address, 0) < most;
      if (admitted) {
        count(opening);
      }
    }
    if (!admitted) {
      refusals
          .pass()
          .ifPresent(
              more ->
                  log.warn(
                      "an address has too many sessions address={} key=session.max-per-address"
                          + " limit={} others={}",
                      address,
                      most,
                      more));
    }
    return admitted;
  }

  void ended(EndedSession session) {
    remove(session.shortId());
  }

  /** Another session of the same id was faster. */
  void notOpened(Session loser) {
    remove(Ids.shortId(loser.epoch()));
  }

  private void remove(String shortId) {
    if (max > 0) {
      synchronized (this) {
        String address = addresses.remove(shortId);
        if (address != null) {
          counts.computeIfPresent(address, (key, count) -> count == 1 ? null : count - 1);
        }
      }
    }
  }
}
