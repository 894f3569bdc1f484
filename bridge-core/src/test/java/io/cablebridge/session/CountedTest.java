package io.cablebridge.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.bounded.HeapBudget;
import io.cablebridge.metric.Counters;
import io.cablebridge.metric.LatencyHistogram;
import io.cablebridge.session.command.Handshake;
import io.cablebridge.session.command.RejectedBy;
import io.cablebridge.session.delivery.Attachment;
import io.cablebridge.session.delivery.DeliveryCount;
import io.cablebridge.setting.ConfigRecords;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The engine counts what was lost, late or refused, by cause. */
class CountedTest {
  private static final String KILO = '"' + "x".repeat(1022) + '"';

  private static <K> Map<String, Long> counts(Counters<K> counted) {
    return counted.keys().stream()
        .filter(key -> counted.get(key) > 0)
        .collect(Collectors.toMap(Object::toString, counted::get));
  }

  private static long all(LatencyHistogram distribution) {
    return Arrays.stream(distribution.reading().counts()).sum();
  }

  private static long queueLength(Rig rig, Session session) {
    return session.view().snapshot(rig.time.nanos()).queueLength();
  }

  @Test
  void whatWasDroppedDoesNotWaitAnyMore() throws Exception {
    Rig rig = new Rig(settings -> settings.queueEvents = 2);
    Session session = rig.subscribed("a");
    rig.say(session, "1", "2", "3", "4", "5");
    assertThat(queueLength(rig, session)).isEqualTo(2);
    RecordingListener stream = RecordingListener.stream().read(session);
    assertThat(queueLength(rig, session)).isZero();
    stream.cut();
    rig.say(session, "6");
    assertThat(queueLength(rig, session)).isEqualTo(1);
  }

  @Test
  void aQueueOfTooManyEventsIsTheCause() throws Exception {
    Rig rig = new Rig(settings -> settings.queueEvents = 2);
    rig.say(rig.subscribed("a"), "1", "2", "3", "4", "5");
    assertThat(counts(rig.counters.delivery().drops())).isEqualTo(Map.of("QUEUE_EVENTS", 3L));
    assertThat(rig.counters.delivery().drops().total()).isEqualTo(3);
  }

  @Test
  void aQueueOfTooManyBytesIsTheCause() throws Exception {
    Rig rig = new Rig(settings -> settings.queueBytes = 4096);
    rig.say(rig.subscribed("a"), KILO, KILO, KILO, KILO);
    assertThat(counts(rig.counters.delivery().drops())).isEqualTo(Map.of("QUEUE_BYTES", 1L));
  }

  @Test
  void theMemoryOfAllIsTheCause() {
    SessionCounters counters = new SessionCounters();
    FakeUpstream.Factory upstreams = new FakeUpstream.Factory();
    Session session =
        new Session(
            "a",
            Rig.ALICE,
            new Handshake("", List.of()),
            false,
            new SharedResources(
                ConfigRecords.defaults(SessionConfig.class),
                new HeapBudget(2048),
                counters,
                upstreams,
                new FakeTime(),
                ended -> {}));
    session.begin();
    FakeUpstream upstream = upstreams.of(session);
    upstream.welcome();
    session.commands().execute(List.of(Rig.subscribe(Rig.ROOM)));
    for (int i = 0; i < 4; i++) {
      upstream.message(Rig.ROOM, KILO);
    }
    assertThat(counts(counters.delivery().drops())).isEqualTo(Map.of("MEMORY", 3L));
  }

  @Test
  void theRemovalOfADeliveredEventIsNotADrop() throws Exception {
    Rig rig = new Rig(settings -> settings.queueEvents = 2);
    Session session = rig.subscribed("a");
    RecordingListener.stream().read(session);
    rig.say(session, "1", "2", "3", "4", "5");
    assertThat(rig.counters.delivery().drops().total()).isZero();
  }

  @Test
  void aDeliveryIsTimedFromTheArrivalOfItsOldestEvent() throws Exception {
    Rig rig = new Rig();
    Session session = rig.subscribed("a");
    RecordingListener stream = RecordingListener.stream().read(session).pause();
    rig.say(session, "1");
    rig.advance(Duration.ofMillis(200));
    stream.attached().writing(stream.takeOne(), 100);
    rig.advance(Duration.ofMillis(300));
    stream.attached().written();
    assertThat(rig.counters.delivery().latency().reading().sumSeconds()).isEqualTo(0.5);
    assertThat(rig.counters.delivery().counts().get(DeliveryCount.BYTES_OUT)).isEqualTo(100);
  }

  @Test
  void theAbsenceOfAClientIsNoLatency() throws Exception {
    Rig rig = new Rig();
    Session session = rig.subscribed("a");
    rig.say(session, "1");
    rig.advance(Duration.ofSeconds(10));
    RecordingListener stream = RecordingListener.stream().read(session).pause();
    stream.attached().writing(stream.deliveries().get(0), 100);
    stream.attached().written();
    assertThat(stream.messages()).containsExactly("1");
    assertThat(all(rig.counters.delivery().latency())).isZero();
  }

  @Test
  void aClientThatIsGivenUpHasStalled() throws Exception {
    Rig rig = new Rig();
    Session session = rig.subscribed("a");
    Attachment attachment = RecordingListener.stream().read(session).attached();
    attachment.givenUp(Duration.ofSeconds(30).toNanos());
    assertThat(rig.counters.delivery().counts().get(DeliveryCount.WRITE_STALLS)).isEqualTo(1);
    assertThat(session.view().snapshot(rig.time.nanos()).lastWriteStall())
        .isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void commandsAreCountedByTheirAnswer() throws Exception {
    Rig rig = new Rig();
    Session session = rig.subscribed("a");
    session
        .commands()
        .execute(
            List.of(
                Rig.send(Rig.ROOM, "{}"),
                Rig.send("{\"channel\":\"Nobodys\"}", "{}"),
                Rig.unsubscribe(Rig.ROOM),
                Rig.unsubscribe(Rig.ROOM)));
    assertThat(counts(rig.counters.commands().accepted()))
        .isEqualTo(Map.of("SUBSCRIBE", 1L, "SEND", 1L, "UNSUBSCRIBE", 1L));
    assertThat(counts(rig.counters.commands().refused()))
        .isEqualTo(Map.of("SEND", 1L, "UNSUBSCRIBE", 1L));
  }

  @Test
  void aRejectedSubscriptionIsCounted() throws Exception {
    Rig rig = new Rig();
    rig.upstream(rig.subscribed("a")).reject(Rig.ROOM);
    assertThat(rig.counters.commands().rejections().get(RejectedBy.UPSTREAM)).isEqualTo(1);
  }

  @Test
  void whatAPollIsGivenAgainIsCounted() throws Exception {
    Rig rig = new Rig();
    Session session = rig.subscribed("a");
    rig.say(session, "1", "2");
    RecordingListener.poll().read(session, Rig.at(session, 0));
    assertThat(rig.counters.delivery().counts().get(DeliveryCount.REDELIVERED)).isZero();
    rig.say(session, "3");
    RecordingListener.poll().read(session, Rig.at(session, 1));
    assertThat(rig.counters.delivery().counts().get(DeliveryCount.REDELIVERED))
        .as("2, and not 3")
        .isEqualTo(1);
    assertThat(rig.counters.delivery().counts().get(DeliveryCount.BYTES_IN)).isEqualTo(3);
  }
}
