package io.cablebridge.admin.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.session.FakeTime;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Whether a name and a password are right. */
class PasswordAuthenticatorTest {
  private static final String VIEWERS = "the viewer's";
  private static final String OPERATORS = "the operator's";

  private final FakeTime time = new FakeTime();
  private final PasswordAuthenticator authenticator = authenticator(1_000);

  private PasswordAuthenticator authenticator(int iterations) {
    return new PasswordAuthenticator(
        Map.of(
            Role.VIEWER, PasswordHash.of(VIEWERS, iterations),
            Role.OPERATOR, PasswordHash.of(OPERATORS, iterations)),
        time::nanos);
  }

  private static Peer peer(int number) {
    try {
      return Peer.of(InetAddress.getByAddress(new byte[] {10, 0, 0, (byte) number}));
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Ten peers guess wrong, once each. */
  private void lockAll() {
    for (int i = 100; i < 110; i++) {
      assertThat(authenticator.authenticate(peer(i), "viewer", "x"))
          .isInstanceOf(LoginResult.Wrong.class);
    }
  }

  @Test
  void eachRoleHasItsOwnPassword() {
    assertThat(authenticator.authenticate(peer(1), "viewer", VIEWERS))
        .isEqualTo(new LoginResult.Admitted(Role.VIEWER));
    assertThat(authenticator.authenticate(peer(1), "operator", OPERATORS))
        .isEqualTo(new LoginResult.Admitted(Role.OPERATOR));
    for (String user : List.of("viewer", "operator", "", "root", "OPERATOR")) {
      String other = user.equals("viewer") ? OPERATORS : VIEWERS;
      assertThat(authenticator.authenticate(peer(user.length()), user, other))
          .isInstanceOf(LoginResult.Wrong.class);
    }
  }

  @Test
  void aRoleWithoutAPasswordHasNoUser() {
    PasswordAuthenticator one =
        new PasswordAuthenticator(
            Map.of(Role.VIEWER, PasswordHash.of(VIEWERS, 1_000)), time::nanos);
    assertThat(one.authenticate(peer(1), "operator", VIEWERS))
        .isInstanceOf(LoginResult.Wrong.class);
    assertThat(one.authenticate(peer(1), "operator", "")).isInstanceOf(LoginResult.Wrong.class);
  }

  @Test
  void aNameThatDoesNotExistCostsAsMuchAsOneThatDoes() {
    List<Integer> iterations = new ArrayList<>();
    PasswordAuthenticator counting =
        new PasswordAuthenticator(
            Map.of(Role.VIEWER, PasswordHash.of(VIEWERS, 1_000)),
            time::nanos,
            (hash, password) -> {
              iterations.add(hash.iterations());
              return hash.matches(password);
            });
    for (String user : List.of("viewer", "operator", "unknown", "")) {
      assertThat(counting.authenticate(peer(user.length()), user, "x"))
          .isInstanceOf(LoginResult.Wrong.class);
    }
    assertThat(iterations).containsExactly(1_000, 1_000, 1_000, 1_000);
  }

  @Test
  void onePasswordIsVerifiedAtATimeAndNoRequestWaits() throws Exception {
    PasswordAuthenticator costly = authenticator(600_000);
    int crowd = 8;
    CountDownLatch start = new CountDownLatch(crowd);
    ExecutorService threads = Executors.newFixedThreadPool(crowd);
    try {
      List<Callable<LoginResult>> calls = new ArrayList<>();
      for (int i = 0; i < crowd; i++) {
        int number = i;
        calls.add(
            () -> {
              start.countDown();
              start.await();
              return costly.authenticate(peer(number), "viewer", "x");
            });
      }
      List<LoginResult> attempts = new ArrayList<>();
      for (Future<LoginResult> attempt : threads.invokeAll(calls)) {
        attempts.add(attempt.get());
      }
      assertThat(attempts)
          .hasAtLeastOneElementOfType(LoginResult.Wrong.class)
          .contains(new LoginResult.Refused(Duration.ofSeconds(1)));
    } finally {
      threads.shutdownNow();
    }
    assertThat(costly.authenticate(peer(20), "viewer", VIEWERS))
        .isInstanceOf(LoginResult.Admitted.class);
  }

  @Test
  void aRightPasswordIsRefusedWhileALockLasts() {
    lockAll();
    LoginResult refused = new LoginResult.Refused(Duration.ofMinutes(5));
    assertThat(authenticator.authenticate(peer(1), "viewer", VIEWERS)).isEqualTo(refused);
    time.advance(Duration.ofMinutes(5).minusSeconds(1));
    assertThat(authenticator.authenticate(peer(1), "viewer", VIEWERS))
        .isEqualTo(new LoginResult.Refused(Duration.ofSeconds(1)));
    time.advance(Duration.ofSeconds(1));
    assertThat(authenticator.authenticate(peer(1), "viewer", VIEWERS))
        .isEqualTo(new LoginResult.Admitted(Role.VIEWER));
  }

  @Test
  void aRightPasswordForgivesNothing() {
    for (int i = 0; i < 4; i++) {
      authenticator.authenticate(peer(1), "operator", "x");
      authenticator.authenticate(peer(1), "viewer", VIEWERS);
    }
    assertThat(authenticator.authenticate(peer(1), "operator", "x"))
        .isEqualTo(new LoginResult.Wrong(Duration.ofMinutes(5)));
  }

  @Test
  void aProgramThatIsKnownPassesALockThatStrangersHaveCaused() {
    assertThat(authenticator.authenticateProgram(peer(1), "viewer", VIEWERS))
        .isInstanceOf(LoginResult.Admitted.class);
    lockAll();
    assertThat(authenticator.authenticateProgram(peer(1), "viewer", VIEWERS))
        .isInstanceOf(LoginResult.Admitted.class);
    assertThat(authenticator.authenticateProgram(peer(2), "viewer", VIEWERS))
        .isInstanceOf(LoginResult.Refused.class);
  }

  @Test
  void guessesFromTheAddressOfAKnownProgramAreLockedOutDuringALock() {
    authenticator.authenticateProgram(peer(1), "viewer", VIEWERS);
    lockAll();
    for (int i = 0; i < 5; i++) {
      assertThat(authenticator.authenticateProgram(peer(1), "viewer", "guess " + i))
          .isInstanceOf(LoginResult.Refused.class);
    }
    assertThat(authenticator.authenticateProgram(peer(1), "viewer", VIEWERS))
        .isInstanceOf(LoginResult.Refused.class);
  }

  @Test
  void programsAreViewersOnly() {
    assertThat(authenticator.authenticateProgram(peer(1), "operator", OPERATORS))
        .isInstanceOf(LoginResult.Wrong.class);
  }
}
