package io.cablebridge.stream.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.session.FakeTime;
import io.lettuce.core.RedisCommandExecutionException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When the alarm is raised, what it reports, and when the connection is renewed. */
final class PubSubProbeTest {

  private final FakeTime time = new FakeTime();
  private final PubSubProbe probe = new PubSubProbe(time, this::ping, this::renew, this::replace);
  private boolean answers = true;
  private boolean delivers = true;
  private int pings;
  private int renewals;
  private int replacements;

  private CompletionStage<?> ping() {
    pings++;
    if (answers && delivers) {
      probe.pong();
    }
    return answers
        ? CompletableFuture.completedFuture(1L)
        : CompletableFuture.failedFuture(new IllegalStateException("no answer"));
  }

  private void renew() {
    renewals++;
  }

  private void replace() {
    replacements++;
  }

  @BeforeEach
  void startWell() {
    probe.start();
    probe.ping();
  }

  private void pass(int seconds) {
    time.advance(Duration.ofSeconds(seconds));
  }

  @Test
  void itIsNotWellBeforeTheFirstPing() {
    PubSubProbe fresh = new PubSubProbe(time, this::ping, () -> {}, () -> {});
    assertThat(fresh.health().problem()).isEqualTo("Redis is not reached yet");
  }

  @Test
  void itSendsAPingEveryThreeSecondsAndIsWell() {
    int before = pings;
    pass(30);
    assertThat(pings - before).isEqualTo(10);
    assertThat(probe.health().isWell()).isTrue();
  }

  @Test
  void aRedisThatDoesNotAnswerIsUnavailable() {
    answers = false;
    pass(12);
    assertThat(probe.health().problem()).isEqualTo("Redis is unavailable");
  }

  @Test
  void aRedisThatAnswersWithoutDeliveringIsReportedAsSuch() {
    delivers = false;
    pass(12);
    assertThat(probe.health().problem()).isEqualTo("Redis answers but does not deliver");
  }

  @Test
  void twoLostPingsRaiseNoAlarm() {
    delivers = false;
    pass(8);
    assertThat(probe.health().isWell()).isTrue();
  }

  @Test
  void aConnectionThatDeliversNothingIsRenewedWithTheAlarm() {
    delivers = false;
    pass(8);
    assertThat(renewals).isZero();
    pass(2);
    assertThat(renewals).isEqualTo(1);
  }

  @Test
  void aNewConnectionHasTimeBeforeItIsRenewedToo() {
    delivers = false;
    pass(11);
    assertThat(renewals).isEqualTo(1);
    pass(2);
    assertThat(renewals).isEqualTo(2);
  }

  @Test
  void aConnectionToAnUnavailableRedisIsNotRenewed() {
    answers = false;
    pass(60);
    assertThat(renewals).isZero();
  }

  @Test
  void aConnectionThatDoesNotAnswerIsCheckedWithinNineSecondsAndAgain() {
    answers = false;
    pass(9);
    assertThat(replacements).isPositive();
    int before = replacements;
    pass(6);
    assertThat(replacements - before).isEqualTo(2);
    answers = true;
    pass(2);
    before = replacements;
    pass(30);
    assertThat(replacements).isEqualTo(before);
  }

  @Test
  void aConnectionThatAnswersIsNotChecked() {
    delivers = false;
    pass(60);
    assertThat(replacements).isZero();
  }

  @Test
  void aRedisThatAnswersAgainWithoutDeliveringIsRenewedWithinFourSeconds() {
    answers = false;
    delivers = false;
    pass(30);
    answers = true;
    pass(4);
    assertThat(renewals).isEqualTo(1);
    assertThat(probe.health().problem()).isEqualTo("Redis answers but does not deliver");
  }

  @Test
  void allIsWellWithinASecondOfItsReturn() {
    answers = false;
    pass(30);
    answers = true;
    pass(1);
    assertThat(probe.health().isWell()).isTrue();
    assertThat(renewals).isZero();
  }

  @Test
  void aRefusalOfRedisCountsAsAnAnswer() {
    PubSubProbe refused =
        new PubSubProbe(
            time,
            () -> CompletableFuture.failedFuture(new RedisCommandExecutionException("NOPERM")),
            () -> {},
            () -> {});
    refused.start();
    pass(12);
    assertThat(refused.health().problem()).isEqualTo("Redis answers but does not deliver");
    assertThat(refused.isUnavailable()).isFalse();
  }

  @Test
  void itIsUnavailableOnlyAfterTheAlarm() {
    answers = false;
    pass(8);
    assertThat(probe.isUnavailable()).isFalse();
    pass(4);
    assertThat(probe.isUnavailable()).isTrue();
    answers = true;
    pass(1);
    assertThat(probe.isUnavailable()).isFalse();
  }

  @Test
  void theProblemBeginsWithTheAlarm() {
    answers = false;
    pass(12);
    var since = probe.health().since();
    pass(30);
    assertThat(probe.health().since()).isEqualTo(since);
  }

  @Test
  void itSendsNothingOnceStopped() {
    probe.stop();
    int before = pings;
    pass(30);
    assertThat(pings).isEqualTo(before);
  }
}
