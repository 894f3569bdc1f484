package io.cablebridge.health;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.cablebridge.session.FakeTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** The result of all checks together. */
class ReadinessTest {
  private final FakeTime time = new FakeTime();
  private final Switch one = new Switch("draining");
  private final Switch two = new Switch("broker_down");
  private final List<Boolean> refused = new ArrayList<>();
  private final Readiness readiness = new Readiness(List.of(one, two), time);

  /** A check that a test fails. */
  private static final class Switch implements Check {
    final String reason;
    boolean fails;
    boolean refusesSessions;
    final AtomicInteger asked = new AtomicInteger();
    final AtomicInteger renewed = new AtomicInteger();

    Switch(String reason) {
      this.reason = reason;
    }

    @Override
    public String reason() {
      return reason;
    }

    @Override
    public @Nullable HealthProblem problem() {
      asked.incrementAndGet();
      return fails ? new HealthProblem(reason, "It fails", Instant.EPOCH) : null;
    }

    @Override
    public boolean refusesSessions() {
      return refusesSessions;
    }

    @Override
    public void renew() {
      renewed.incrementAndGet();
    }
  }

  @Test
  void isReadyWhenNoCheckFindsAProblem() {
    ReadinessReport report = readiness.report();
    assertThat(report.isReady()).isTrue();
    assertThat(report.json()).isEqualTo("{\"status\":\"ready\"}");
  }

  @Test
  void isNotReadyWhenOneDoes() {
    two.fails = true;
    ReadinessReport report = readiness.report();
    assertThat(report.isReady()).isFalse();
    assertThat(report.json()).isEqualTo("{\"status\":\"not_ready\",\"reasons\":[\"broker_down\"]}");
  }

  @Test
  void namesAllReasonsInTheOrderOfTheChecks() {
    two.fails = true;
    one.fails = true;
    assertThat(readiness.report().json())
        .isEqualTo("{\"status\":\"not_ready\",\"reasons\":[\"draining\",\"broker_down\"]}");
  }

  @Test
  void asksAgainForEveryReport() {
    one.fails = true;
    assertThat(readiness.report().isReady()).isFalse();
    one.fails = false;
    assertThat(readiness.report().isReady()).isTrue();
  }

  @Test
  void runsTheChecksOnceASecondWithoutRequests() {
    readiness.start(refused::add);
    time.advance(Duration.ofSeconds(10));
    assertThat(one.asked).hasValue(10);
    assertThat(one.renewed).hasValue(10);
  }

  @Test
  void onlyAProblemThatSessionsWouldWorsenRefusesThem() {
    two.refusesSessions = true;
    readiness.start(refused::add);
    one.fails = true;
    time.advance(Duration.ofSeconds(1));
    two.fails = true;
    time.advance(Duration.ofSeconds(1));
    two.fails = false;
    time.advance(Duration.ofSeconds(1));
    assertThat(refused).containsExactly(false, true, false);
  }

  @Test
  void logsOneLineWhenTheReasonsChangeAndNoneWhileTheyStay() {
    Logger logger = (Logger) LoggerFactory.getLogger(Readiness.class);
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    Level before = logger.getLevel();
    logger.setLevel(Level.INFO);
    logger.addAppender(lines);
    try {
      readiness.start(refused::add);
      time.advance(Duration.ofSeconds(5));
      one.fails = true;
      two.fails = true;
      time.advance(Duration.ofSeconds(5));
      two.fails = false;
      time.advance(Duration.ofSeconds(5));
      one.fails = false;
      time.advance(Duration.ofSeconds(5));
    } finally {
      logger.detachAppender(lines);
      logger.setLevel(before);
    }
    assertThat(lines.list)
        .extracting(line -> line.getLevel() + " " + line.getFormattedMessage())
        .containsExactly(
            "WARN not ready reasons=draining,broker_down",
            "WARN not ready reasons=draining",
            "INFO ready");
  }
}
