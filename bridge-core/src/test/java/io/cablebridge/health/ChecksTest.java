package io.cablebridge.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.session.FakeTime;
import io.cablebridge.session.FakeUpstream;
import io.cablebridge.session.SessionConfig;
import io.cablebridge.session.SessionRegistry;
import io.cablebridge.setting.ConfigRecords;
import io.cablebridge.stream.BrokerHealth;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** When each check finds a problem, and since when. */
class ChecksTest {
  private final FakeTime time = new FakeTime();

  @Test
  void aRegistryThatClosesDrainsAtOnce() {
    SessionRegistry sessions =
        new SessionRegistry(
            ConfigRecords.defaults(SessionConfig.class),
            Duration.ofSeconds(5),
            new FakeUpstream.Factory(),
            time);
    Check check = Check.draining(sessions, time);
    assertThat(check.problem()).isNull();
    sessions.close();
    assertThat(check.problem())
        .isEqualTo(
            new HealthProblem(
                "draining", "The bridge accepts no new sessions: it drains or stops", now()));
  }

  @Test
  void aBrokersProblemIsThatOfTheBridge() {
    Instant since = Instant.parse("2026-11-22T20:55:52Z");
    AtomicReference<BrokerHealth> broker =
        new AtomicReference<>(new BrokerHealth("redis", null, since));
    Check check = Check.broker(broker::get);
    assertThat(check.problem()).isNull();
    broker.set(new BrokerHealth("redis", "connection refused", since));
    assertThat(check.problem())
        .isEqualTo(new HealthProblem("broker_down", "The broker redis: connection refused", since));
  }

  @Test
  void memoryIsShortAboveNineTenths() {
    AtomicLong used = new AtomicLong(900);
    MemoryCheck check = new MemoryCheck(used::get, 1_000, () -> {}, time);
    assertThat(check.problem()).isNull();
    used.set(901);
    assertThat(check.problem()).extracting(HealthProblem::reason).isEqualTo("memory_short");
    used.set(900);
    assertThat(check.problem()).isNull();
  }

  @Test
  void aProblemBeginsWhenItIsFirstSeenAndAgainWhenItReturns() {
    AtomicLong used = new AtomicLong(999);
    MemoryCheck check = new MemoryCheck(used::get, 1_000, () -> {}, time);
    Instant first = now();
    assertThat(check.problem()).extracting(HealthProblem::since).isEqualTo(first);
    time.advance(Duration.ofSeconds(40));
    assertThat(check.problem()).extracting(HealthProblem::since).isEqualTo(first);
    used.set(0);
    assertThat(check.problem()).isNull();
    used.set(999);
    assertThat(check.problem()).extracting(HealthProblem::since).isEqualTo(now());
  }

  @Test
  void whileMemoryIsShortACollectionIsAskedForOnceAMinute() {
    AtomicInteger collections = new AtomicInteger();
    MemoryCheck check = new MemoryCheck(() -> 999, 1_000, collections::incrementAndGet, time);
    for (int second = 0; second < 150; second++) {
      check.renew();
      assertThat(check.problem()).isNotNull();
      time.advance(Duration.ofSeconds(1));
    }
    assertThat(collections).hasValue(2);
  }

  @Test
  void aCollectionThatFindsRoomEndsTheProblem() {
    AtomicLong used = new AtomicLong(999);
    MemoryCheck check = new MemoryCheck(used::get, 1_000, () -> used.set(100), time);
    check.renew();
    assertThat(check.problem()).isNotNull();
    time.advance(Duration.ofMinutes(1));
    assertThat(check.problem()).as("a question asks for no collection").isNotNull();
    check.renew();
    assertThat(check.problem()).isNull();
  }

  @Test
  void noCollectionIsAskedForWhileThereIsRoom() {
    AtomicInteger collections = new AtomicInteger();
    MemoryCheck check = new MemoryCheck(() -> 100, 1_000, collections::incrementAndGet, time);
    for (int minute = 0; minute < 10; minute++) {
      check.renew();
      assertThat(check.problem()).isNull();
      time.advance(Duration.ofMinutes(1));
    }
    assertThat(collections).hasValue(0);
  }

  @Test
  void descriptorsAreShortAboveNineteenTwentieths() {
    AtomicLong open = new AtomicLong(951);
    DescriptorCheck check = new DescriptorCheck(new FileDescriptors(open::get, () -> 1_000), time);
    check.renew();
    assertThat(check.problem()).extracting(HealthProblem::reason).isEqualTo("descriptors_short");
    open.set(950);
    time.advance(Duration.ofSeconds(5));
    check.renew();
    assertThat(check.problem()).isNull();
  }

  @Test
  void descriptorsAreCountedEveryFiveSecondsAndByNoQuestion() {
    AtomicInteger counted = new AtomicInteger();
    DescriptorCheck check =
        new DescriptorCheck(new FileDescriptors(counted::incrementAndGet, () -> 1_000), time);
    assertThat(check.problem()).isNull();
    assertThat(counted).hasValue(0);
    for (int second = 0; second < 10; second++) {
      check.renew();
      time.advance(Duration.ofSeconds(1));
    }
    assertThat(counted).hasValue(2);
  }

  @Test
  void thisProcessHasRoom() {
    for (Check check :
        List.of(
            MemoryCheck.ofThisProcess(time),
            new DescriptorCheck(FileDescriptors.ofThisProcess(), time))) {
      check.renew();
      assertThat(check.problem()).isNull();
    }
  }

  private Instant now() {
    return Instant.EPOCH.plus(Duration.ofNanos(time.wallNanos()));
  }
}
