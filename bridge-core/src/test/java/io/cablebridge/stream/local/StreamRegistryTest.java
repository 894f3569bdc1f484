package io.cablebridge.stream.local;

import static io.cablebridge.stream.Messages.since;
import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.protocol.JsonText;
import io.cablebridge.session.FakeTime;
import io.cablebridge.stream.Messages;
import io.cablebridge.stream.Publication;
import io.cablebridge.stream.RecordingSubscriber;
import io.cablebridge.stream.StreamSubscriber;
import io.cablebridge.stream.StreamSubscription;
import io.cablebridge.stream.catchup.HistorySource;
import io.cablebridge.stream.local.StreamRegistry.EvictionPolicy;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Streams are created when they are used, and evicted when they are not used any more. */
final class StreamRegistryTest {
  private static final int MAX_IDLE = 16;
  private static final Duration TICK = Duration.ofSeconds(2);
  private static final Duration LINGER = Duration.ofSeconds(30);

  private final FakeTime time = new FakeTime();
  private final List<String> lives = new ArrayList<>();
  private final StreamRegistry<LocalStream> streams =
      registry(Runnable::run, new EvictionPolicy(Messages.DEFAULTS.ttl(), true, MAX_IDLE));
  private final StreamRegistry<LocalStream> lingering =
      registry(Runnable::run, EvictionPolicy.linger(LINGER));

  private StreamRegistry<LocalStream> registry(Executor executor, EvictionPolicy policy) {
    return new StreamRegistry<>(
        name ->
            new LocalStream(
                name, Messages.DEFAULTS, Messages.AMPLE, executor, time, HistorySource.NONE),
        created -> lives.add("+" + created.name()),
        evicted -> lives.add("-" + evicted.name()),
        policy,
        Messages.AMPLE,
        time);
  }

  @BeforeEach
  void start() {
    streams.start();
    lingering.start();
  }

  private void publish(String name) {
    publish(streams, name);
  }

  private static void publish(StreamRegistry<LocalStream> registry, String name) {
    registry.use(
        name, stream -> stream.publish(new Publication(name, JsonText.of("1"), null, null, false)));
  }

  private StreamSubscription subscribe(String name, StreamSubscriber subscriber) {
    return streams.use(name, stream -> stream.subscribe(subscriber, since(1)));
  }

  @Test
  void aStreamIsCreatedOnceAndEvictedWhenItIsNotUsedAnyMore() {
    StreamSubscription subscription = subscribe("chat", new RecordingSubscriber());
    publish("chat");
    time.advance(Duration.ofMinutes(20));
    assertThat(streams.all().count()).isEqualTo(1);

    subscription.cancel();
    time.advance(Messages.DEFAULTS.ttl().plus(TICK));

    assertThat(streams.all().count()).isZero();
    assertThat(streams.find("chat")).isNull();
    assertThat(lives).containsExactly("+chat", "-chat");
  }

  @Test
  void theLeastRecentlyUsedOfTooManyIdleStreamsAreEvictedFirst() {
    RecordingSubscriber subscriber = new RecordingSubscriber();
    subscribe("read", subscriber);
    for (int i = 0; i < MAX_IDLE + 4; i++) {
      time.advance(Duration.ofMillis(1));
      publish("unread" + i);
      publish("unread0");
    }
    time.advance(TICK);

    assertThat(streams.all().count()).isLessThanOrEqualTo(MAX_IDLE + 1);
    assertThat(streams.find("read")).isNotNull();
    assertThat(streams.find("unread0")).isNotNull();
    assertThat(streams.find("unread1")).isNull();
    assertThat(streams.find("unread" + (MAX_IDLE + 3))).isNotNull();
  }

  @Test
  void idleStreamsAreBoundedBetweenTwoSweepsToo() {
    for (int i = 0; i < 1_000; i++) {
      publish("unread" + i);
    }

    assertThat(streams.all().count()).isLessThanOrEqualTo(MAX_IDLE * 2);
  }

  @Test
  void theHistoryOfAStreamThatWasEvictedEarlyIsReportedAsIncomplete() {
    publish("first");
    for (int i = 0; i < 2 * MAX_IDLE; i++) {
      time.advance(Duration.ofMillis(1));
      publish("unread" + i);
    }
    time.advance(TICK);
    assertThat(streams.find("first")).isNull();
    RecordingSubscriber subscriber = new RecordingSubscriber();
    subscribe("first", subscriber);

    assertThat(subscriber.calls()).containsExactly("INCOMPLETE[]");
  }

  @Test
  void aStreamIsNotEvictedWhileACallerIsAboutToUseIt() {
    RecordingSubscriber subscriber = new RecordingSubscriber();
    streams.use(
        "chat",
        stream -> {
          time.advance(Messages.DEFAULTS.ttl().plus(TICK));
          return stream.subscribe(subscriber, null);
        });
    publish("chat");

    assertThat(subscriber.calls()).containsExactly("NOT_ASKED[]", "1");
    assertThat(lives).containsExactly("+chat");
  }

  @Test
  void aStreamIsNotEvictedWhileASubscriberWaitsInItsQueue() {
    Deque<Runnable> thread = new ArrayDeque<>();
    StreamRegistry<LocalStream> slow =
        registry(thread::add, EvictionPolicy.afterHistory(Messages.DEFAULTS.ttl()));
    slow.start();
    RecordingSubscriber subscriber = new RecordingSubscriber();
    slow.use("chat", stream -> stream);
    time.advance(Messages.DEFAULTS.ttl().plus(TICK));
    slow.use("chat", stream -> stream.subscribe(subscriber, null));
    while (!thread.isEmpty()) {
      thread.remove().run();
    }

    assertThat(subscriber.calls()).containsExactly("NOT_ASKED[]");
    assertThat(lives).containsExactly("+chat");
    assertThat(slow.snapshot()).hasSize(1);
  }

  @Test
  void aStreamIsGivenNoTaskUntilSomethingIsDue() {
    int[] tasks = new int[1];
    StreamRegistry<LocalStream> counted =
        registry(
            task -> {
              tasks[0]++;
              task.run();
            },
            EvictionPolicy.afterHistory(Messages.DEFAULTS.ttl()));
    counted.start();
    counted.use("chat", stream -> stream.subscribe(new RecordingSubscriber(), null));
    int before = tasks[0];
    time.advance(Duration.ofMinutes(30));

    assertThat(tasks[0]).isEqualTo(before);
  }

  @Test
  void aLingeringStreamIsEvictedAWhileAfterItsLastSubscriberDespiteItsMessages() {
    StreamSubscription first =
        lingering.use("chat", s -> s.subscribe(new RecordingSubscriber(), null));
    StreamSubscription second =
        lingering.use("chat", s -> s.subscribe(new RecordingSubscriber(), null));
    time.advance(LINGER.multipliedBy(2));
    first.cancel();
    time.advance(LINGER.multipliedBy(2));
    second.cancel();
    time.advance(LINGER.minus(TICK));
    publish(lingering, "chat");
    assertThat(lives).containsExactly("+chat");

    time.advance(TICK.multipliedBy(2));

    assertThat(lives).containsExactly("+chat", "-chat");
    assertThat(lingering.all().count()).isZero();
  }

  @Test
  void aSubscriberThatReturnsInTimeKeepsALingeringStream() {
    lingering.use("chat", stream -> stream.subscribe(new RecordingSubscriber(), null)).cancel();
    time.advance(LINGER.minus(TICK));
    lingering.use("chat", stream -> stream.subscribe(new RecordingSubscriber(), null)).cancel();
    time.advance(LINGER.minus(TICK));
    assertThat(lives).containsExactly("+chat");

    time.advance(TICK.multipliedBy(2));
    assertThat(lives).containsExactly("+chat", "-chat");
  }

  @Test
  void anyNumberOfStreamsLingers() {
    for (int i = 0; i < 20_000; i++) {
      lingering.use("s" + i, stream -> stream.subscribe(new RecordingSubscriber(), null)).cancel();
    }
    time.advance(LINGER.minus(TICK));
    assertThat(lingering.all().count()).isEqualTo(20_000);

    time.advance(LINGER);
    assertThat(lingering.all().count()).isZero();
  }

  @Test
  void anActionForAnAbsentStreamIsNotRunIfItExists() {
    List<String> ran = new ArrayList<>();
    publish("chat");

    streams.ifAbsent("chat", () -> ran.add("chat"));
    streams.ifAbsent("other", () -> ran.add("other"));

    assertThat(ran).containsExactly("other");
    assertThat(streams.find("other")).isNull();
  }
}
