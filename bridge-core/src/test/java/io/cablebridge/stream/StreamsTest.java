package io.cablebridge.stream;

import static io.cablebridge.stream.Messages.since;
import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.protocol.Slice;
import io.cablebridge.session.FakeTime;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Streams come into being by being used, and are forgotten. */
final class StreamsTest {
  private static final int MOST_UNREAD = 16;
  private static final Duration TICK = Duration.ofSeconds(2);

  private final FakeTime time = new FakeTime();
  private final List<String> lives = new ArrayList<>();
  private final Streams streams =
      new Streams(
          name ->
              new Stream(
                  name, Messages.DEFAULTS, Messages.AMPLE, Runnable::run, time, HistorySource.NONE),
          born -> lives.add("+" + born.name()),
          forgotten -> lives.add("-" + forgotten.name()),
          Messages.AMPLE,
          time,
          MOST_UNREAD);

  @BeforeEach
  void start() {
    streams.start();
  }

  private void publish(String name) {
    streams.use(
        name, stream -> stream.publish(new Publication(name, Slice.of("1"), null, null, false)));
  }

  private StreamSubscription subscribe(String name, StreamReader reader) {
    return streams.use(name, stream -> stream.subscribe(reader, since(1)));
  }

  @Test
  void aStreamIsMadeOnceAndForgottenOnceNobodyNeedsIt() {
    StreamSubscription subscription = subscribe("chat", new RecordingReader());
    publish("chat");
    time.advance(Duration.ofMinutes(20));
    assertThat(streams.count()).isEqualTo(1);

    subscription.cancel();
    time.advance(Messages.DEFAULTS.ttl().plus(TICK));

    assertThat(streams.count()).isZero();
    assertThat(streams.find("chat")).isNull();
    assertThat(lives).containsExactly("+chat", "-chat");
  }

  @Test
  void ofTooManyWithoutReadersTheOneUnreadLongestIsForgottenFirst() {
    RecordingReader reader = new RecordingReader();
    subscribe("read", reader);
    for (int i = 0; i < MOST_UNREAD + 4; i++) {
      time.advance(Duration.ofMillis(1));
      publish("unread" + i);
      publish("unread0");
    }
    time.advance(TICK);

    assertThat(streams.count()).isLessThanOrEqualTo(MOST_UNREAD + 1);
    assertThat(streams.find("read")).isNotNull();
    assertThat(streams.find("unread0")).isNotNull();
    assertThat(streams.find("unread1")).isNull();
    assertThat(streams.find("unread" + (MOST_UNREAD + 3))).isNotNull();
  }

  @Test
  void namesAreHeldInBoundsBetweenTwoVisitsToo() {
    for (int i = 0; i < 1_000; i++) {
      publish("unread" + i);
    }

    assertThat(streams.count()).isLessThanOrEqualTo(MOST_UNREAD * 2);
  }

  @Test
  void aPastThatWasForgottenTooEarlyIsAHoleThatIsAdmitted() {
    publish("first");
    for (int i = 0; i < 2 * MOST_UNREAD; i++) {
      time.advance(Duration.ofMillis(1));
      publish("unread" + i);
    }
    time.advance(TICK);
    assertThat(streams.find("first")).isNull();
    RecordingReader reader = new RecordingReader();
    subscribe("first", reader);

    assertThat(reader.told()).containsExactly("INCOMPLETE[]");
  }

  @Test
  void aStreamIsNotForgottenUnderTheHandsOfWhoIsAboutToUseIt() {
    RecordingReader reader = new RecordingReader();
    streams.use(
        "chat",
        stream -> {
          time.advance(Messages.DEFAULTS.ttl().plus(TICK));
          return stream.subscribe(reader, null);
        });
    publish("chat");

    assertThat(reader.told()).containsExactly("NOT_ASKED[]", "1");
    assertThat(lives).containsExactly("+chat");
  }

  @Test
  void aStreamIsNotForgottenWhileAReaderIsOnItsWayIntoIt() {
    Deque<Runnable> thread = new ArrayDeque<>();
    Streams slow =
        new Streams(
            name ->
                new Stream(
                    name, Messages.DEFAULTS, Messages.AMPLE, thread::add, time, HistorySource.NONE),
            born -> lives.add("+" + born.name()),
            forgotten -> lives.add("-" + forgotten.name()),
            Messages.AMPLE,
            time);
    slow.start();
    RecordingReader reader = new RecordingReader();
    slow.use("chat", stream -> stream);
    time.advance(Messages.DEFAULTS.ttl().plus(TICK));
    slow.use("chat", stream -> stream.subscribe(reader, null));
    while (!thread.isEmpty()) {
      thread.remove().run();
    }

    assertThat(reader.told()).containsExactly("NOT_ASKED[]");
    assertThat(lives).containsExactly("+chat");
    assertThat(slow.snapshot()).hasSize(1);
  }

  @Test
  void anIdleStreamIsNotVisitedUntilSomethingIsDue() {
    int[] tasks = new int[1];
    Streams counted =
        new Streams(
            name ->
                new Stream(
                    name,
                    Messages.DEFAULTS,
                    Messages.AMPLE,
                    task -> {
                      tasks[0]++;
                      task.run();
                    },
                    time,
                    HistorySource.NONE),
            born -> {},
            forgotten -> {},
            Messages.AMPLE,
            time);
    counted.start();
    counted.use("chat", stream -> stream.subscribe(new RecordingReader(), null));
    int before = tasks[0];
    time.advance(Duration.ofMinutes(30));

    assertThat(tasks[0]).isEqualTo(before);
  }
}
