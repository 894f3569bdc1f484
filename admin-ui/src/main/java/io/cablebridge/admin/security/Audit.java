package io.cablebridge.admin.security;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down who has signed in and out and what was done, one line of {@code key=value} each, to
 * the logger {@code audit}, and counts it. No line holds anything that a stranger wrote: a name
 * that is no user's is {@code unknown}, and might have been a password. Thread-safe.
 */
public final class Audit {
  private static final Logger LOG = LoggerFactory.getLogger("audit");

  /** What comes of a login. */
  public static final List<String> RESULTS = List.of("success", "failure", "throttled");

  /** What can be done. */
  public static final List<String> ACTIONS = List.of("end", "reconnect", "drain");

  private final Map<String, LongAdder> logins = counters(RESULTS);
  private final Map<String, LongAdder> actions = counters(ACTIONS);

  /** Somebody has typed a name and a password, or a program has sent a wrong one. */
  public void login(String user, Peer peer, LoginResult attempt) {
    if (attempt instanceof LoginResult.Admitted admitted) {
      count(logins, "success");
      LOG.info(
          "action=login who={} from={} result=success", admitted.role().user(), peer.address());
    } else if (attempt instanceof LoginResult.Wrong wrong) {
      count(logins, "failure");
      failure(Role.of(user).map(Role::user).orElse("unknown"), peer, wrong.lock());
    } else {
      count(logins, "throttled"); // no line each: there may be thousands
    }
  }

  private static void failure(String who, Peer peer, Duration lock) {
    if (lock.isZero()) {
      LOG.warn("action=login who={} from={} result=failure", who, peer.address());
    } else {
      LOG.warn(
          "action=login who={} from={} result=failure locked_seconds={}",
          who,
          peer.address(),
          lock.toSeconds());
    }
  }

  /** Somebody has signed out. */
  public void logout(Role role, Peer peer) {
    LOG.info("action=logout who={} from={} result=success", role.user(), peer.address());
  }

  /**
   * Somebody has acted, or there was no such session.
   *
   * @param session the short id of the session that it was done to; null if to none
   */
  public void done(String action, Role role, Peer peer, @Nullable String session, boolean found) {
    count(actions, action);
    LOG.info(
        "action={} who={} from={} session={} result={}",
        action,
        role.user(),
        peer.address(),
        session == null ? "-" : session,
        found ? "done" : "not_found");
  }

  /** Somebody who is signed in has tried to act and was not let. */
  public void refused(String action, Role role, Peer peer, String reason) {
    LOG.warn(
        "action={} who={} from={} result=refused reason={}",
        action,
        role.user(),
        peer.address(),
        reason);
  }

  /** How many logins had each result. */
  public Map<String, ? extends Number> logins() {
    return logins;
  }

  /** How often each action was done, or asked for a session that was not there. */
  public Map<String, ? extends Number> actions() {
    return actions;
  }

  private static void count(Map<String, LongAdder> counters, String name) {
    LongAdder counter = counters.get(name);
    if (counter != null) {
      counter.increment();
    }
  }

  private static Map<String, LongAdder> counters(List<String> names) {
    return names.stream()
        .collect(Collectors.toUnmodifiableMap(Function.identity(), name -> new LongAdder()));
  }
}
