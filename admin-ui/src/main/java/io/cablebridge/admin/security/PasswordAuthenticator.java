package io.cablebridge.admin.security;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;

/**
 * Says whether a name and a password are right. One password is verified at a time, and who comes
 * meanwhile is sent away instead of waiting, so that no crowd occupies processor or threads; names
 * that do not exist cost as much as those that do. Made once by the console; thread-safe.
 */
public final class PasswordAuthenticator {
  private static final Duration SHORTLY = Duration.ofSeconds(1);

  private final Map<Role, PasswordHash> passwords;
  private final PasswordHash nobody;
  private final LoginThrottle throttle;
  private final Semaphore verifying = new Semaphore(1);
  private final VerifiedPasswordCache proofs = new VerifiedPasswordCache();

  /**
   * @param passwords of the roles that have one
   * @param nanos a clock that never jumps
   */
  public PasswordAuthenticator(Map<Role, PasswordHash> passwords, LongSupplier nanos) {
    this.passwords = Map.copyOf(passwords);
    this.nobody =
        PasswordHash.ofNone(
            passwords.values().stream().mapToInt(PasswordHash::iterations).max().orElse(1));
    this.throttle = new LoginThrottle(nanos);
  }

  /** Whether anybody can come in at all. */
  public boolean hasPasswords() {
    return !passwords.isEmpty();
  }

  /** Looks at what somebody typed. */
  public LoginResult attempt(Peer peer, String user, String password) {
    if (!verifying.tryAcquire()) {
      return new LoginResult.Refused(SHORTLY);
    }
    try {
      Duration wait = longer(throttle.lockedFor(peer), throttle.lockedForAll());
      return wait.isZero() ? verify(peer, user, password) : new LoginResult.Refused(wait);
    } finally {
      verifying.release();
    }
  }

  /**
   * Looks at what a program sends with each of its requests, which must be the viewer's. What was
   * right is {@linkplain VerifiedPasswordCache remembered} for its peer and not verified again, so
   * that neither a login nor a lock that strangers have caused shuts it out. Every other guess of
   * that peer counts, as it was compared with what is remembered.
   */
  public LoginResult attemptOfProgram(Peer peer, String user, String password) {
    Duration wait = throttle.lockedFor(peer);
    if (!wait.isZero()) {
      return new LoginResult.Refused(wait);
    }
    boolean viewer = user.equals(Role.VIEWER.user());
    if (viewer && proofs.hold(peer, password)) {
      return new LoginResult.Admitted(Role.VIEWER);
    }
    LoginResult attempt = attempt(peer, viewer ? user : "", password);
    if (attempt instanceof LoginResult.Admitted) {
      proofs.add(peer, password);
    } else if (attempt instanceof LoginResult.Refused && proofs.know(peer)) {
      throttle.fail(peer);
    }
    return attempt;
  }

  private LoginResult verify(Peer peer, String user, String password) {
    Role role = Role.of(user).filter(passwords::containsKey).orElse(null);
    PasswordHash hash = role == null ? nobody : passwords.getOrDefault(role, nobody);
    return hash.matches(password) && role != null
        ? new LoginResult.Admitted(role)
        : new LoginResult.Wrong(throttle.fail(peer));
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }
}
