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
 * The audit log: logins, logouts and commands of operators, one line of {@code key=value} each to
 * the logger {@code audit}, and their counts. No line contains text of a client: an unknown user
 * name might be a password and is logged as {@code unknown}. Thread-safe.
 */
public final class Audit {
  private static final Logger LOG = LoggerFactory.getLogger("audit");

  /** The results of a login. */
  public static final List<String> RESULTS = List.of("success", "failure", "throttled");

  /** The actions of an operator. */
  public static final List<String> ACTIONS = List.of("end", "reconnect", "drain");

  private final Map<String, LongAdder> logins = counters(RESULTS);
  private final Map<String, LongAdder> actions = counters(ACTIONS);

  /** Records a login attempt, or a wrong password of a program. */
  public void login(String user, Peer peer, LoginResult attempt) {
    if (attempt instanceof LoginResult.Admitted admitted) {
      count(logins, "success");
      LOG.info(
          "action=login who={} from={} result=success", admitted.role().user(), peer.address());
    } else if (attempt instanceof LoginResult.Wrong wrong) {
      count(logins, "failure");
      failure(Role.of(user).map(Role::user).orElse("unknown"), peer, wrong.lock());
    } else {
      count(logins, "throttled"); // without a line: there may be thousands
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

  /** Records a logout. */
  public void logout(Role role, Peer peer) {
    LOG.info("action=logout who={} from={} result=success", role.user(), peer.address());
  }

  /**
   * Records a command, executed or without a session to execute it on.
   *
   * @param session the short id of the session; null if there is none
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

  /** Records a command that was refused. */
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
