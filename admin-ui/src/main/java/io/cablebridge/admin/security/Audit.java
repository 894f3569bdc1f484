package io.cablebridge.admin.security;

import io.cablebridge.metric.Counters;
import java.util.Locale;
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

  private final Counters<String> logins = Counters.of("success", "failure", "throttled");
  private final Counters<Action> actions = Counters.of(Action.class);

  /** What an operator does; {@link #text} is its name in the log and in the metrics. */
  public enum Action {
    END,
    RECONNECT,
    DRAIN;

    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Records a login attempt, or a wrong password of a program. */
  void login(String user, Peer peer, LoginResult attempt) {
    if (attempt instanceof LoginResult.Admitted admitted) {
      logins.increment("success");
      LOG.info(
          "action=login who={} from={} result=success", admitted.role().user(), peer.address());
    } else if (attempt instanceof LoginResult.Wrong wrong) {
      logins.increment("failure");
      LOG.warn(
          "action=login who={} from={} result=failure{}",
          Role.of(user).map(Role::user).orElse("unknown"),
          peer.address(),
          wrong.lock().isZero() ? "" : " locked_seconds=" + wrong.lock().toSeconds());
    } else {
      logins.increment("throttled"); // without a line: there may be thousands
    }
  }

  void logout(Role role, Peer peer) {
    LOG.info("action=logout who={} from={} result=success", role.user(), peer.address());
  }

  /** Records a command; {@code session} is the short id of its session, null if there is none. */
  public void done(Action action, Role role, Peer peer, @Nullable String session, boolean found) {
    actions.increment(action);
    LOG.info(
        "action={} who={} from={} session={} result={}",
        action.text(),
        role.user(),
        peer.address(),
        session == null ? "-" : session,
        found ? "done" : "not_found");
  }

  public void refused(Action action, Role role, Peer peer, String reason) {
    LOG.warn(
        "action={} who={} from={} result=refused reason={}",
        action.text(),
        role.user(),
        peer.address(),
        reason);
  }

  public Counters<String> logins() {
    return logins;
  }

  /** How often each action was done, or asked for a session that was not there. */
  public Counters<Action> actions() {
    return actions;
  }
}
