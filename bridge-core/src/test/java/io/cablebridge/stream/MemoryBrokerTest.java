package io.cablebridge.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.protocol.HistoryRequest;
import io.cablebridge.protocol.Slice;
import io.cablebridge.protocol.StreamPosition;
import io.cablebridge.session.FakeTime;
import io.cablebridge.stream.Catchup.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What readers of a stream of one process are given. */
class MemoryBrokerTest {
  private static final StreamConfig THREE = new StreamConfig(3, 1 << 20, Duration.ofMinutes(5));
  private final FakeTime time = new FakeTime();
  private final MemoryBroker broker = broker(StreamConfig.defaults());

  private MemoryBroker broker(StreamConfig config) {
    MemoryBroker made = new MemoryBroker(config, Runnable::run, time);
    made.start();
    return made;
  }

  @Test
  void aReaderIsGivenWhatIsPublishedFromThenOn() {
    publish(broker, "chat", "1");
    Recorder reader = new Recorder();
    broker.subscribe("chat", reader, null);
    publish(broker, "chat", "2");
    publish(broker, "news", "3");
    assertThat(reader.catchups).extracting(Catchup::outcome).containsExactly(Outcome.NOT_ASKED);
    assertThat(reader.said()).containsExactly("2");
  }

  @Test
  void whoHasCancelledIsGivenNothing() {
    Recorder reader = new Recorder();
    broker.subscribe("chat", reader, null).cancel();
    publish(broker, "chat", "1");
    assertThat(reader.said()).isEmpty();
    assertThat(broker.snapshot()).isEmpty();
  }

  @Test
  void whatWasMissedIsGivenFirst() {
    Recorder first = new Recorder();
    broker.subscribe("chat", first, null);
    publish(broker, "chat", "1", "2", "3");
    Recorder second = new Recorder();
    broker.subscribe("chat", second, after("chat", first.at(0)));
    publish(broker, "chat", "4");
    assertThat(second.said()).containsExactly("2", "3", "4");
    assertThat(second.catchups.get(0).outcome()).isEqualTo(Outcome.COMPLETE);
  }

  @Test
  void whoHasHadNothingYetMissesNothingEither() {
    Recorder first = new Recorder();
    broker.subscribe("chat", first, null).cancel();
    publish(broker, "chat", "1");
    StreamPosition start = first.catchups.get(0).start();
    Recorder second = new Recorder();
    broker.subscribe("chat", second, after("chat", start));
    assertThat(second.said()).containsExactly("1");
  }

  @Test
  void whatWasPublishedSinceATimeIsGiven() {
    publish(broker, "chat", "1");
    time.advance(Duration.ofSeconds(10));
    long since = seconds();
    publish(broker, "chat", "2", "3");
    Recorder reader = new Recorder();
    broker.subscribe("chat", reader, new HistoryRequest(Map.of(), since));
    assertThat(reader.said()).containsExactly("2", "3");
  }

  @Test
  void aStreamThatNobodyKnowsHasNoPastSinceAnyTime() {
    Recorder reader = new Recorder();
    broker.subscribe("chat", reader, new HistoryRequest(Map.of(), 1));
    assertThat(reader.catchups).extracting(Catchup::outcome).containsExactly(Outcome.COMPLETE);
  }

  @Test
  void whoHasEverythingIsNeverRefusedHoweverOldItIs() {
    Recorder reader = new Recorder();
    broker.subscribe("chat", reader, null);
    publish(broker, "chat", "1");
    time.advance(Duration.ofHours(1));
    assertThat(resumed(broker, reader.at(0)).outcome()).isEqualTo(Outcome.COMPLETE);
  }

  @Test
  void whoseNextMessageIsStillHeldIsNotRefused() {
    MemoryBroker small = broker(THREE);
    Recorder reader = new Recorder();
    small.subscribe("chat", reader, null);
    publish(small, "chat", "1", "2", "3", "4");
    assertThat(resumed(small, reader.at(0)).missed()).hasSize(3);
  }

  @Test
  void whoMissesWhatIsNotHeldIsTold() {
    MemoryBroker small = broker(THREE);
    Recorder reader = new Recorder();
    small.subscribe("chat", reader, null);
    publish(small, "chat", "1", "2", "3", "4", "5");
    assertThat(resumed(small, reader.at(0)).outcome()).isEqualTo(Outcome.INCOMPLETE);
  }

  @Test
  void aTimeBeforeWhatIsHeldIsAHoleToo() {
    MemoryBroker small = broker(THREE);
    long since = seconds();
    publish(small, "chat", "1", "2", "3", "4");
    Recorder reader = new Recorder();
    small.subscribe("chat", reader, new HistoryRequest(Map.of(), since));
    assertThat(reader.catchups).extracting(Catchup::outcome).containsExactly(Outcome.INCOMPLETE);
  }

  @Test
  void bytesAreBoundedToo() {
    MemoryBroker small = broker(new StreamConfig(100, 1000, Duration.ofMinutes(5)));
    Recorder reader = new Recorder();
    small.subscribe("chat", reader, null);
    publish(small, "chat", "\"" + "x".repeat(600) + "\"", "\"" + "y".repeat(600) + "\"");
    assertThat(small.snapshot().get(0).held()).isEqualTo(1);
    assertThat(small.snapshot().get(0).heldBytes()).isEqualTo(602);
  }

  @Test
  void whereNothingIsKeptWhoHasEverythingIsNotRefused() {
    MemoryBroker none = broker(new StreamConfig(0, 0, Duration.ZERO));
    Recorder reader = new Recorder();
    none.subscribe("chat", reader, null);
    publish(none, "chat", "1", "2");
    assertThat(resumed(none, reader.at(1)).outcome()).isEqualTo(Outcome.COMPLETE);
    assertThat(resumed(none, reader.at(0)).outcome()).isEqualTo(Outcome.INCOMPLETE);
  }

  @Test
  void anotherEpochOrAFutureOffsetProvesNothing() {
    publish(broker, "chat", "1");
    Recorder reader = new Recorder();
    broker.subscribe("chat", reader, null);
    publish(broker, "chat", "2");
    StreamPosition at = reader.at(0);
    assertThat(resumed(broker, new StreamPosition(1, "other")).outcome())
        .isEqualTo(Outcome.INCOMPLETE);
    assertThat(resumed(broker, new StreamPosition(3, at.epoch())).outcome())
        .isEqualTo(Outcome.INCOMPLETE);
  }

  @Test
  void aFleetingMessageIsSaidAndNotKept() {
    Recorder reader = new Recorder();
    broker.subscribe("chat", reader, null);
    publish(broker, "chat", "1");
    broker.publish(new Publication("chat", Slice.of("2"), null, null, true));
    assertThat(reader.said()).containsExactly("1", "2");
    assertThat(resumed(broker, reader.at(0)).missed()).isEmpty();
  }

  @Test
  void aForgottenStreamComesBackInAnotherEpoch() {
    Recorder reader = new Recorder();
    StreamSubscription subscription = broker.subscribe("chat", reader, null);
    publish(broker, "chat", "1");
    subscription.cancel();
    time.advance(Duration.ofMinutes(6));
    assertThat(resumed(broker, reader.at(0)).outcome()).isEqualTo(Outcome.INCOMPLETE);
  }

  @Test
  void aReaderThatFailsHarmsNoOther() {
    broker.subscribe("chat", new Failing(), null);
    Recorder reader = new Recorder();
    broker.subscribe("chat", reader, null);
    publish(broker, "chat", "1");
    assertThat(reader.said()).containsExactly("1");
  }

  @Test
  void nobodyMissesOrRepeatsAnythingWhoeverPublishesAndComesAndGoes() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    MemoryBroker busy =
        new MemoryBroker(new StreamConfig(100_000, 1 << 26, Duration.ofMinutes(5)), threads, time);
    int publishers = 4;
    int each = 2000;
    CountDownLatch done = new CountDownLatch(publishers);
    List<Recorder> readers = new CopyOnWriteArrayList<>();
    for (int p = 0; p < publishers; p++) {
      int publisher = p;
      threads.execute(
          () -> {
            Random random = new Random(publisher);
            for (int n = 0; n < each; n++) {
              publish(busy, "chat", String.valueOf(publisher * each + n));
              if (random.nextInt(50) == 0) {
                Recorder late = new Recorder();
                readers.add(late);
                Recorder earlier = readers.get(random.nextInt(readers.size()));
                StreamPosition at = earlier.newest();
                busy.subscribe("chat", late, at == null ? null : after("chat", at));
              }
            }
            done.countDown();
          });
    }
    assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
    Recorder last = new Recorder();
    busy.subscribe("chat", last, null);
    CountDownLatch told = new CountDownLatch(1);
    busy.publish(new Publication("chat", Slice.of("-1"), null, null, false))
        .thenRun(told::countDown);
    assertThat(told.await(60, TimeUnit.SECONDS)).isTrue();
    threads.shutdown();
    assertThat(threads.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
    assertThat(readers).isNotEmpty();
    for (Recorder reader : readers) {
      List<Long> offsets = reader.offsets();
      assertThat(offsets.get(offsets.size() - 1)).isEqualTo(publishers * each + 1L);
      for (int i = 1; i < offsets.size(); i++) {
        assertThat(offsets.get(i)).isEqualTo(offsets.get(i - 1) + 1);
      }
    }
  }

  private Catchup resumed(MemoryBroker from, StreamPosition at) {
    Recorder reader = new Recorder();
    from.subscribe("chat", reader, after("chat", at)).cancel();
    return reader.catchups.get(0);
  }

  private long seconds() {
    return time.wallNanos() / 1_000_000_000;
  }

  private static HistoryRequest after(String stream, @Nullable StreamPosition at) {
    if (at == null) {
      throw new AssertionError("no position");
    }
    return new HistoryRequest(Map.of(stream, at), 0);
  }

  private static void publish(StreamBroker to, String stream, String... messages) {
    for (String message : messages) {
      to.publish(new Publication(stream, Slice.of(message), null, null, false));
    }
  }

  /** Remembers what it is told. */
  private static final class Recorder implements StreamReader {
    final List<Catchup> catchups = new CopyOnWriteArrayList<>();
    private final List<StreamMessage> messages = new CopyOnWriteArrayList<>();

    @Override
    public void subscribed(Catchup catchup) {
      catchups.add(catchup);
      messages.addAll(catchup.missed());
    }

    @Override
    public void message(StreamMessage message) {
      messages.add(message);
    }

    @Override
    public void lost() {}

    List<String> said() {
      return messages.stream().map(message -> message.json().toString()).toList();
    }

    StreamPosition at(int index) {
      StreamPosition position = messages.get(index).position();
      if (position == null) {
        throw new AssertionError("no position");
      }
      return position;
    }

    @Nullable StreamPosition newest() {
      return messages.isEmpty() ? null : messages.get(messages.size() - 1).position();
    }

    List<Long> offsets() {
      List<Long> offsets = new ArrayList<>();
      for (int i = 0; i < messages.size(); i++) {
        offsets.add(at(i).offset());
      }
      return offsets;
    }
  }

  /** A reader with a defect. */
  private static final class Failing implements StreamReader {
    @Override
    public void subscribed(Catchup catchup) {
      throw new IllegalStateException("on purpose");
    }

    @Override
    public void message(StreamMessage message) {
      throw new IllegalStateException("on purpose");
    }

    @Override
    public void lost() {}
  }
}
