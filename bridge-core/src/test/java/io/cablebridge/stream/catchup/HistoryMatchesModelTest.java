package io.cablebridge.stream.catchup;

import static io.cablebridge.stream.Messages.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.protocol.StreamPosition;
import io.cablebridge.stream.CatchUpResult;
import io.cablebridge.stream.Messages;
import io.cablebridge.stream.StreamConfig;
import io.cablebridge.stream.StreamMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;

/**
 * Whatever happens to a stream, each position is answered with exactly the messages after it, or
 * rejected; it is rejected only if one of them is not held, or may never have arrived.
 */
class HistoryMatchesModelTest {
  private static final long SECOND = 1_000_000_000L;
  private static final int TTL = 6;

  private enum Step {
    MESSAGE_OF_A,
    MESSAGE_OF_B,
    MESSAGE_OF_A_IS_MISSED,
    REPEATED_MESSAGE,
    BREAK,
    A_SECOND_PASSES,
    MANY_SECONDS_PASS
  }

  /** All messages that ever arrived, in a plain list. */
  private static final class Model {
    private final List<StreamMessage> came = new ArrayList<>();
    private final List<Long> cameAt = new ArrayList<>();
    private final List<Long> breakSeconds = new ArrayList<>();
    private int lastBreak;
    private int firstHeld;

    void append(StreamMessage message, long second, StreamConfig config) {
      came.add(message);
      cameAt.add(second);
      int bytes = came.subList(firstHeld, came.size()).stream().mapToInt(Model::size).sum();
      while (came.size() - firstHeld > config.limit() || bytes > config.bytes()) {
        bytes -= size(came.get(firstHeld++));
      }
    }

    void expire(long second) {
      while (firstHeld < came.size() && second - cameAt.get(firstHeld) >= TTL) {
        firstHeld++;
      }
    }

    void breaks(long second) {
      lastBreak = came.size();
      breakSeconds.add(second);
    }

    CatchUpResult after(int index) {
      boolean provable = index + 1 >= firstHeld && index >= lastBreak;
      return provable
          ? CatchUpResult.complete(came.subList(index + 1, came.size()))
          : CatchUpResult.INCOMPLETE;
    }

    CatchUpResult since(long second) {
      boolean dropped =
          came.subList(0, firstHeld).stream().anyMatch(message -> message.seconds() >= second);
      boolean missed = breakSeconds.stream().anyMatch(broken -> broken >= second);
      return dropped || missed
          ? CatchUpResult.INCOMPLETE
          : CatchUpResult.complete(
              came.subList(firstHeld, came.size()).stream()
                  .filter(message -> message.seconds() >= second)
                  .toList());
    }

    private static int size(StreamMessage message) {
      return message.json().held();
    }
  }

  @Property(tries = 2_000)
  void everyPositionIsAnsweredExactlyOrRejectedForAReason(
      @ForAll("steps") List<Step> steps,
      @ForAll @IntRange(max = 8) int limit,
      @ForAll @IntRange(max = 40) int bytes) {
    StreamConfig config = new StreamConfig(limit, bytes, Duration.ofSeconds(TTL));
    StreamHistory history = new StreamHistory(config, Messages.AMPLE);
    Model model = new Model();
    long second = 100;
    long a = 0;
    long b = 0;
    for (Step step : steps) {
      switch (step) {
        case MESSAGE_OF_A -> append(history, model, at("A", ++a, second), config);
        case MESSAGE_OF_B -> append(history, model, at("B", ++b, second), config);
        case MESSAGE_OF_A_IS_MISSED -> {
          boolean known = a > 0;
          a += 2;
          if (known) {
            model.breaks(second);
          }
          append(history, model, at("A", a, second), config);
        }
        case REPEATED_MESSAGE -> {
          if (!model.came.isEmpty()) {
            assertThat(history.append(model.came.get(model.came.size() / 2), second * SECOND))
                .isFalse();
          }
        }
        case BREAK -> {
          history.recordGap(second);
          model.breaks(second);
        }
        case A_SECOND_PASSES -> second++;
        case MANY_SECONDS_PASS -> second += TTL - 1;
      }
      history.expire(second * SECOND);
      model.expire(second);
      isAsTheModelSays(history, model, second);
    }
  }

  private static void append(
      StreamHistory history, Model model, StreamMessage message, StreamConfig config) {
    assertThat(history.append(message, message.seconds() * SECOND)).isTrue();
    model.append(message, message.seconds(), config);
  }

  private static void isAsTheModelSays(StreamHistory history, Model model, long now) {
    assertThat(history.held()).isEqualTo(model.came.size() - model.firstHeld);
    for (int i = 0; i < model.came.size(); i++) {
      StreamPosition position = model.came.get(i).position();
      assertThat(position).isNotNull();
      assertThat(history.after(position)).as("after %s", position).isEqualTo(model.after(i));
    }
    for (long second = 99; second <= now + 1; second++) {
      assertThat(history.since(second)).as("since %d", second).isEqualTo(model.since(second));
    }
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    return Arbitraries.frequency(
            Tuple.of(6, Step.MESSAGE_OF_A),
            Tuple.of(4, Step.MESSAGE_OF_B),
            Tuple.of(1, Step.MESSAGE_OF_A_IS_MISSED),
            Tuple.of(1, Step.REPEATED_MESSAGE),
            Tuple.of(1, Step.BREAK),
            Tuple.of(4, Step.A_SECOND_PASSES),
            Tuple.of(1, Step.MANY_SECONDS_PASS))
        .list()
        .ofMaxSize(40);
  }
}
