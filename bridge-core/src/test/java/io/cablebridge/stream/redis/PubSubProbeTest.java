package io.cablebridge.stream.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.session.FakeTime;
import io.lettuce.core.RedisCommandExecutionException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When the alarm comes, what it says, and what is done about it. */
final class PubSubProbeTest {

  private final FakeTime time = new FakeTime();
  private final PubSubProbe canary = new PubSubProbe(time, this::sing, this::renew);
  private boolean answers = true;
  private boolean delivers = true;
  private int songs;
  private int renewals;

  private CompletionStage<?> sing() {
    songs++;
    if (answers && delivers) {
      canary.heard();
    }
    return answers
        ? CompletableFuture.completedFuture(1L)
        : CompletableFuture.failedFuture(new IllegalStateException("no answer"));
  }

  private void renew() {
    renewals++;
  }

  @BeforeEach
  void startWell() {
    canary.start();
    canary.sing();
  }

  private void pass(int seconds) {
    time.advance(Duration.ofSeconds(seconds));
  }

  @Test
  void itIsNotWellBeforeTheFirstSong() {
    PubSubProbe fresh = new PubSubProbe(time, this::sing, () -> {});
    assertThat(fresh.health().problem()).isEqualTo("Redis is not reached yet");
  }

  @Test
  void itSingsEveryThreeSecondsAndIsWell() {
    int before = songs;
    pass(30);
    assertThat(songs - before).isEqualTo(10);
    assertThat(canary.health().isWell()).isTrue();
  }

  @Test
  void aRedisThatDoesNotAnswerIsAway() {
    answers = false;
    pass(12);
    assertThat(canary.health().problem()).isEqualTo("Redis is away");
  }

  @Test
  void aRedisThatAnswersAndIsMuteIsCalledMute() {
    delivers = false;
    pass(12);
    assertThat(canary.health().problem()).isEqualTo("Redis answers but does not deliver");
  }

  @Test
  void twoLostSongsAreNoAlarm() {
    delivers = false;
    pass(8);
    assertThat(canary.health().isWell()).isTrue();
  }

  @Test
  void aMuteConnectionIsRenewedWithTheAlarm() {
    delivers = false;
    pass(8);
    assertThat(renewals).isZero();
    pass(2);
    assertThat(renewals).isEqualTo(1);
  }

  @Test
  void aNewConnectionIsGivenTimeBeforeItIsRenewedToo() {
    delivers = false;
    pass(11);
    assertThat(renewals).isEqualTo(1);
    pass(2);
    assertThat(renewals).isEqualTo(2);
  }

  @Test
  void aConnectionToARedisThatIsAwayIsNotRenewed() {
    answers = false;
    pass(60);
    assertThat(renewals).isZero();
  }

  @Test
  void aRedisThatAnswersAgainAndStaysMuteIsRenewedWithinFourSeconds() {
    answers = false;
    delivers = false;
    pass(30);
    answers = true;
    pass(4);
    assertThat(renewals).isEqualTo(1);
    assertThat(canary.health().problem()).isEqualTo("Redis answers but does not deliver");
  }

  @Test
  void allIsWellWithinASecondOfItsReturn() {
    answers = false;
    pass(30);
    answers = true;
    pass(1);
    assertThat(canary.health().isWell()).isTrue();
    assertThat(renewals).isZero();
  }

  @Test
  void aRedisThatRefusesAnswersAllTheSame() {
    PubSubProbe refused =
        new PubSubProbe(
            time,
            () -> CompletableFuture.failedFuture(new RedisCommandExecutionException("NOPERM")),
            () -> {});
    refused.start();
    pass(12);
    assertThat(refused.health().problem()).isEqualTo("Redis answers but does not deliver");
    assertThat(refused.isAway()).isFalse();
  }

  @Test
  void itIsKnownToBeAwayAfterTheAlarmOnly() {
    answers = false;
    pass(8);
    assertThat(canary.isAway()).isFalse();
    pass(4);
    assertThat(canary.isAway()).isTrue();
    answers = true;
    pass(1);
    assertThat(canary.isAway()).isFalse();
  }

  @Test
  void theProblemIsAsOldAsTheAlarm() {
    answers = false;
    pass(12);
    var since = canary.health().since();
    pass(30);
    assertThat(canary.health().since()).isEqualTo(since);
  }

  @Test
  void itIsSilentOnceStopped() {
    canary.stop();
    int before = songs;
    pass(30);
    assertThat(songs).isEqualTo(before);
  }
}
