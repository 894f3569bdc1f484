package io.cablebridge.stream.redis;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.cablebridge.session.FakeTime;
import io.cablebridge.stream.redis.RedisRefusals.Operation;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** What becomes of an error with which Redis answers. */
final class RedisRefusalsTest {
  private final FakeTime time = new FakeTime();
  private final Logger logger = (Logger) LoggerFactory.getLogger(RedisRefusals.class);
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private int left;
  private final RedisRefusals refusals = new RedisRefusals("redis://r:6379", () -> left++, time);

  @BeforeEach
  void listen() {
    lines.start();
    logger.addAppender(lines);
  }

  @AfterEach
  void stop() {
    logger.detachAppender(lines);
  }

  private void answer(Operation operation, String error) {
    answer(operation, new RedisCommandExecutionException(error));
  }

  private void answer(Operation operation, RuntimeException failure) {
    var unused = refusals.watch(operation, CompletableFuture.failedFuture(failure));
  }

  private void accept(Operation operation) {
    var unused = refusals.watch(operation, CompletableFuture.completedFuture(1L));
  }

  private List<String> log() {
    return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "READONLY You can't write against a read only replica., READONLY",
    "ERR Error running script: @user_script:25: -OOM command not allowed, OOM",
    "MISCONF Redis is configured to save RDB snapshots, MISCONF",
    "NOPERM this user has no permissions to run the 'eval' command, NOPERM",
    "LOADING Redis is loading the dataset in memory, LOADING",
    "MASTERDOWN Link with MASTER is down, MASTERDOWN",
    "CLUSTERDOWN Hash slot not served, CLUSTERDOWN",
    "MOVED 3999 127.0.0.1:6381, MOVED",
    "ERR max number of clients reached, ERR"
  })
  void anErrorIsNamedInTheLogAndInTheProblem(String error, String kind) {
    answer(Operation.PUBLICATION, error);

    assertThat(RedisRefusals.kindOf(error)).isEqualTo(kind);
    assertThat(log()).singleElement().asString().contains("refuses publications").contains(error);
    assertThat(refusals.problem()).isNotNull();
    assertThat(refusals.problem().problem()).isEqualTo("Redis refuses publications: " + error);
    assertThat(refusals.problem().delivers()).isTrue();
  }

  @Test
  void eachKindIsLoggedOnceAMinute() {
    for (int i = 0; i < 5; i++) {
      answer(Operation.PUBLICATION, "OOM full");
      answer(Operation.PUBLICATION, "MISCONF cannot save");
    }
    assertThat(log()).hasSize(2);
    time.advance(Duration.ofMinutes(1));
    answer(Operation.PUBLICATION, "OOM full");
    assertThat(log()).hasSize(3).last().asString().contains("others=4");
  }

  @Test
  void aForbiddenChannelIsNamedByItsShortForm() {
    refusals.refusedSubscription("NOPERM no channel", "chat/s…");
    refusals.refusedSubscription("NOPERM no channel", "chat/s…");
    assertThat(log()).singleElement().asString().contains("channel=chat/s…").contains("NOPERM");
    assertThat(refusals.problem()).isNull();
  }

  @Test
  void aProblemEndsWithTheNextSuccessOfItsKind() {
    answer(Operation.PUBLICATION, "OOM full");
    accept(Operation.PING);
    accept(Operation.HISTORY);
    assertThat(refusals.isRefused(Operation.PUBLICATION)).isTrue();
    assertThat(refusals.isRefused(Operation.HISTORY)).isFalse();
    accept(Operation.PUBLICATION);
    assertThat(refusals.problem()).isNull();

    answer(Operation.HISTORY, "NOPERM no eval");
    assertThat(refusals.isRefused(Operation.HISTORY)).isTrue();
    accept(Operation.HISTORY);
    assertThat(refusals.problem()).isNull();
  }

  @Test
  void aProblemWithoutAnotherRefusalEndsAfterAMinute() {
    answer(Operation.PUBLICATION, "OOM full");
    time.advance(Duration.ofSeconds(50));
    answer(Operation.PUBLICATION, "OOM full");
    time.advance(Duration.ofSeconds(50));
    assertThat(refusals.problem()).isNotNull();
    time.advance(Duration.ofSeconds(10));
    assertThat(refusals.problem()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"READONLY a replica", "MASTERDOWN no link"})
  void aReplicaIsLeft(String error) {
    answer(Operation.PUBLICATION, error);
    answer(Operation.MARK, error);
    assertThat(left).isEqualTo(2);
  }

  @Test
  void silenceIsNoRefusal() {
    answer(Operation.PUBLICATION, new CompletionException(new RedisCommandTimeoutException("5 s")));
    assertThat(log()).isEmpty();
    assertThat(refusals.problem()).isNull();
    assertThat(left).isZero();
  }

  @Test
  void whatAPublisherSentIsNotRepeated() {
    answer(Operation.PUBLICATION, "ERR unknown command 'EVAL', with args beginning with: 'secret'");
    assertThat(log()).singleElement().asString().contains("'EVAL'").doesNotContain("secret");
  }
}
