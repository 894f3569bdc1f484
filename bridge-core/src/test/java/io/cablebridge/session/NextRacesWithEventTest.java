package io.cablebridge.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cablebridge.session.delivery.AttachRefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** No event is lost between finding no event and arming the wake-up. */
@Timeout(60)
class NextRacesWithEventTest {
  private static final int EVENTS = 20_000;
  private static final List<String> ALL =
      IntStream.rangeClosed(1, EVENTS).mapToObj(String::valueOf).toList();

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Rig rig =
      new Rig(
          settings -> {
            settings.queueEvents = EVENTS;
            settings.maxQueueEvents = EVENTS;
            settings.queueBytes = 1 << 30;
            settings.allowReuse = true;
          });

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @Test
  void aStreamGetsEveryEventOfAnotherThread() throws Exception {
    Session session = rig.subscribed("a");
    RecordingListener listener = RecordingListener.stream().read(session);
    threads.execute(() -> ALL.forEach(message -> rig.say(session, message)));
    await().until(() -> listener.deliveries().size() > 0 && last(listener) == EVENTS);
    assertThat(listener.messages()).isEqualTo(ALL);
  }

  @Test
  void pollAfterPollGetsEveryEventOfAnotherThread() throws Exception {
    Session session = rig.subscribed("a");
    Future<List<String>> polled = threads.submit(() -> pollAll(session));
    threads.execute(() -> ALL.forEach(message -> rig.say(session, message)));
    assertThat(polled.get(30, TimeUnit.SECONDS)).isEqualTo(ALL);
  }

  @Test
  void severalStreamsThatJoinMeanwhileMissNothing() throws Exception {
    Session session = rig.subscribed("a");
    Future<?> speaking = threads.submit(() -> ALL.forEach(message -> rig.say(session, message)));
    List<RecordingListener> listeners = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      listeners.add(RecordingListener.stream().read(session, Rig.at(session, 0)));
    }
    speaking.get(30, TimeUnit.SECONDS);
    for (RecordingListener listener : listeners) {
      await().until(() -> last(listener) == EVENTS);
      assertThat(listener.messages()).isEqualTo(ALL);
    }
  }

  @Test
  void oneWakeFollowsOneTakeThatFoundNothing() throws Exception {
    Session session = rig.subscribed("a");
    RecordingListener listener = RecordingListener.stream().read(session).pause();
    listener.takeOne();
    rig.say(session, "1", "2", "3");
    assertThat(listener.wakes()).isEqualTo(1);
  }

  @Test
  void aReaderThatIsWritingIsNotWoken() throws Exception {
    Session session = rig.subscribed("a");
    RecordingListener listener = RecordingListener.stream().pause().read(session);
    listener.takeOne();
    rig.say(session, "1", "2", "3");
    assertThat(listener.wakes()).isZero();
  }

  private static List<String> pollAll(Session session) throws AttachRefusedException {
    List<String> messages = new ArrayList<>();
    long position = 0;
    while (position < EVENTS) {
      RecordingListener poll = RecordingListener.poll().read(session, Rig.at(session, position));
      await().until(() -> poll.attached().hasEnded());
      messages.addAll(poll.messages());
      position = last(poll);
    }
    return messages;
  }

  private static long last(RecordingListener listener) {
    return listener.attached().position().offset();
  }
}
