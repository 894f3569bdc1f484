package io.cablebridge.admin.security;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.cablebridge.secret.Secret;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.BiPredicate;
import java.util.function.LongSupplier;

/**
 * Checks names and passwords. It verifies one password at a time and refuses others meanwhile
 * instead of queueing them, so that many clients occupy neither processor nor threads. Unknown
 * names cost as much as known ones. One for the console; thread-safe.
 */
public final class PasswordAuthenticator {
  private static final Duration BUSY_PAUSE = Duration.ofSeconds(1);
  private static final int MAX_VERIFIED = 16;

  private final Map<Role, PasswordHash> passwords;
  private final PasswordHash noPassword;
  private final BiPredicate<PasswordHash, String> verifier;
  private final LoginThrottle throttle;
  private final Semaphore verifying = new Semaphore(1);

  private final Secret key = Secret.of(LoginSessions.randomToken());

  /** For each of the last peers that sent the viewer's password, its MAC under the key. */
  @GuardedBy("this")
  private final Map<String, Secret> verified = new LinkedHashMap<>(MAX_VERIFIED, 0.75f, true);

  public PasswordAuthenticator(Map<Role, PasswordHash> passwords, LongSupplier nanos) {
    this(passwords, nanos, PasswordHash::matches);
  }

  PasswordAuthenticator(
      Map<Role, PasswordHash> passwords,
      LongSupplier nanos,
      BiPredicate<PasswordHash, String> verifier) {
    this.passwords = Map.copyOf(passwords);
    this.noPassword =
        PasswordHash.ofNone(
            passwords.values().stream().mapToInt(PasswordHash::iterations).max().orElse(1));
    this.verifier = verifier;
    this.throttle = new LoginThrottle(nanos);
  }

  public boolean hasPasswords() {
    return !passwords.isEmpty();
  }

  /** Checks what a person typed. */
  public LoginResult authenticate(Peer peer, String user, String password) {
    if (!verifying.tryAcquire()) {
      return new LoginResult.Refused(BUSY_PAUSE);
    }
    try {
      Duration wait = longer(throttle.lockedFor(peer), throttle.lockedForAll());
      return wait.isZero() ? verify(peer, user, password) : new LoginResult.Refused(wait);
    } finally {
      verifying.release();
    }
  }

  /**
   * Checks what a program sends with each request, which must be the viewer's password. A password
   * that was verified once for a peer passes from then on, so that neither a login in progress nor
   * a lock that other peers caused breaks the program's requests. Every other password from that
   * peer counts as a failure.
   */
  public LoginResult authenticateProgram(Peer peer, String user, String password) {
    Duration wait = throttle.lockedFor(peer);
    if (!wait.isZero()) {
      return new LoginResult.Refused(wait);
    }
    boolean viewer = user.equals(Role.VIEWER.user());
    Secret mac = Secret.of(key.sign(password));
    Secret earlier = verified(peer);
    if (viewer && mac.equals(earlier)) {
      return new LoginResult.Admitted(Role.VIEWER);
    }
    LoginResult result = authenticate(peer, viewer ? user : "", password);
    if (result instanceof LoginResult.Admitted) {
      addVerified(peer, mac);
    } else if (result instanceof LoginResult.Refused && earlier.isPresent()) {
      throttle.fail(peer);
    }
    return result;
  }

  private synchronized Secret verified(Peer peer) {
    return verified.getOrDefault(peer.network(), Secret.NONE);
  }

  private synchronized void addVerified(Peer peer, Secret mac) {
    verified.put(peer.network(), mac);
    if (verified.size() > MAX_VERIFIED) {
      verified.remove(verified.keySet().iterator().next());
    }
  }

  private LoginResult verify(Peer peer, String user, String password) {
    Role role = Role.of(user).filter(passwords::containsKey).orElse(null);
    PasswordHash hash = role == null ? noPassword : passwords.getOrDefault(role, noPassword);
    return verifier.test(hash, password) && role != null
        ? new LoginResult.Admitted(role)
        : new LoginResult.Wrong(throttle.fail(peer));
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }
}
