package io.cablebridge.stream.local;

import static io.cablebridge.stream.Messages.CHAT;
import static io.cablebridge.stream.Messages.publication;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cablebridge.protocol.HistoryRequest;
import io.cablebridge.protocol.StreamPosition;
import io.cablebridge.session.FakeTime;
import io.cablebridge.stream.Messages;
import io.cablebridge.stream.RecordingSubscriber;
import io.cablebridge.stream.StreamMessage;
import io.cablebridge.stream.StreamSubscription;
import io.cablebridge.stream.catchup.HistorySource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Several publishers at once, while subscribers come, leave, and resume at their positions. */
@Timeout(60)
final class StreamOrderTest {
  private static final int PUBLISHERS = 3;
  private static final int EACH = 4_000;
  private static final long ALL = (long) PUBLISHERS * EACH;

  private final ExecutorService threads = Executors.newFixedThreadPool(3);
  private final LocalStream stream =
      new LocalStream(
          CHAT,
          Messages.limit((int) ALL),
          Messages.AMPLE,
          threads,
          new FakeTime(),
          HistorySource.NONE);

  @AfterEach
  void close() {
    threads.shutdown();
  }

  @Test
  void aReturningSubscriberReceivesEveryMessageOnceAndInOrder() throws InterruptedException {
    List<Thread> all = new ArrayList<>();
    List<List<StreamMessage>> read = new ArrayList<>();
    for (int i = 0; i < PUBLISHERS; i++) {
      String publisher = i + "-";
      all.add(new Thread(() -> publishAll(publisher)));
    }
    for (int i = 0; i < 3; i++) {
      List<StreamMessage> mine = new ArrayList<>();
      read.add(mine);
      all.add(new Thread(() -> readAll(mine)));
    }
    all.forEach(Thread::start);
    for (Thread each : all) {
      each.join();
    }

    assertThat(read).allSatisfy(StreamOrderTest::isEveryMessageInOrder);
    assertThat(read.get(1)).isEqualTo(read.get(0));
  }

  @Test
  void aLateSubscriberReceivesTheRestWithoutAGap() throws InterruptedException {
    List<RecordingSubscriber> readers = new ArrayList<>();
    Thread publisher = new Thread(() -> publishAll("0-"));
    publisher.start();
    for (int i = 0; i < 200; i++) {
      RecordingSubscriber reader = new RecordingSubscriber();
      readers.add(reader);
      stream.subscribe(reader, null);
    }
    publisher.join();
    RecordingSubscriber last = new RecordingSubscriber();
    stream.subscribe(last, null);
    await().until(() -> last.calls().size() == 1);

    assertThat(readers)
        .allSatisfy(
            reader ->
                assertThat(offsets(reader.messages()))
                    .isEqualTo(upTo(EACH, EACH - reader.count() + 1)));
  }

  private void publishAll(String publisher) {
    for (int i = 0; i < EACH; i++) {
      stream.publish(publication(publisher + i));
      if (i % 100 == 0) {
        Thread.yield();
      }
    }
  }

  private void readAll(List<StreamMessage> all) {
    StreamPosition position = null;
    while (all.size() < ALL) {
      RecordingSubscriber reader = new RecordingSubscriber();
      StreamSubscription subscription = stream.subscribe(reader, request(position));
      int enough = ThreadLocalRandom.current().nextInt(1, 300);
      int target = (int) Math.min(enough, ALL - all.size());
      await().until(() -> reader.count() >= target);
      subscription.cancel();
      // A message in delivery may still arrive, but for this subscriber, which is cancelled.
      List<StreamMessage> got = reader.messages();
      all.addAll(got);
      position = got.get(got.size() - 1).position();
    }
  }

  /** Everything, or everything after the last position. */
  private static HistoryRequest request(@Nullable StreamPosition position) {
    return position == null ? Messages.since(1) : Messages.after(position);
  }

  private static void isEveryMessageInOrder(List<StreamMessage> messages) {
    assertThat(offsets(messages)).isEqualTo(upTo(ALL, 1));
    Map<String, Integer> last = new HashMap<>();
    for (StreamMessage message : messages) {
      String[] text = message.json().toString().split("-", 2);
      int number = Integer.parseInt(text[1]);
      assertThat(number).isEqualTo(last.getOrDefault(text[0], -1) + 1);
      last.put(text[0], number);
    }
  }

  private static List<Long> offsets(List<StreamMessage> messages) {
    return messages.stream()
        .map(StreamMessage::position)
        .map(position -> position == null ? -1L : position.offset())
        .toList();
  }

  private static List<Long> upTo(long last, long first) {
    return LongStream.rangeClosed(first, last).boxed().toList();
  }
}
