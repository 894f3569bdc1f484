package io.cablebridge.e2e.stream;

import static io.cablebridge.e2e.stream.RedisNode.PREFIX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cablebridge.e2e.rig.Eventually;
import io.cablebridge.e2e.rig.Needs;
import io.cablebridge.e2e.rig.RealPart;
import io.cablebridge.e2e.rig.RedisProbe;
import io.cablebridge.e2e.rig.RedisServer;
import io.cablebridge.e2e.rig.TestBed;
import io.cablebridge.protocol.JsonText;
import io.cablebridge.setting.ConfigRecords;
import io.cablebridge.stream.BrokerCount;
import io.cablebridge.stream.BrokerUnavailableException;
import io.cablebridge.stream.Publication;
import io.cablebridge.stream.StreamConfig;
import io.cablebridge.stream.StreamMessage;
import io.cablebridge.stream.StreamSubscription;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The Redis broker on a real Redis, with Rails and several bridges as publishers. */
@Needs(RealPart.REDIS)
final class RedisBrokerIT {

  @RegisterExtension static final TestBed TESTBED = new TestBed();

  private static RedisServer redis;
  private static RedisProbe probe;
  private static RedisNode node;
  private static RedisNode otherNode;

  private final String stream = TestBed.freshId();

  @BeforeAll
  static void start() {
    redis = TESTBED.redis();
    probe = TESTBED.add(new RedisProbe(redis));
    node = TESTBED.add(new RedisNode(redis));
    otherNode = TESTBED.add(new RedisNode(redis));
  }

  private String railsChannel() {
    return PREFIX + ":" + stream;
  }

  @Test
  void aThousandSubscribersShareOneRedisSubscription() {
    List<StreamRecorder> all = Stream.generate(() -> node.read(stream)).limit(1000).toList();

    assertThat(probe.subscriptions(railsChannel())).isEqualTo(1);
    probe.broadcast(railsChannel(), "\"to all\"");
    all.forEach(recorder -> recorder.await("\"to all\""));
  }

  @Test
  void theSubscriptionEndsAfterTheLingerOfItsLastSubscriber() {
    StreamRecorder recorder = new StreamRecorder();
    StreamSubscription first = node.broker().subscribe(stream, recorder, null);
    StreamSubscription second = node.broker().subscribe(stream, new StreamRecorder(), null);
    recorder.subscribed(1);
    first.cancel();
    second.cancel();

    Eventually.withinSeconds(15).until(() -> probe.subscriptions(railsChannel()) == 0);
    assertThat(node.broker().snapshot()).noneMatch(one -> one.name().equals(stream));
  }

  @Test
  void theHistoryIsReleasedAfterTheLingerOfTheLastSubscriber() {
    try (RedisNode alone = new RedisNode(redis)) {
      StreamRecorder recorder = new StreamRecorder();
      StreamSubscription only = alone.broker().subscribe(stream, recorder, null);
      recorder.subscribed(1);
      probe.broadcast(railsChannel(), "\"one\"");
      alone.publish(stream, "\"two\"");
      recorder.await("\"one\"");
      recorder.await("\"two\"");
      assertThat(alone.budget().held()).isPositive();
      only.cancel();

      Eventually.withinSeconds(15).until(() -> alone.budget().held() == 0);
    }
  }

  @Test
  void aQuickReturnReusesTheSubscription() {
    StreamRecorder recorder = new StreamRecorder();
    StreamSubscription first = node.broker().subscribe(stream, recorder, null);
    recorder.subscribed(1);
    probe.broadcast(railsChannel(), "1");
    StreamMessage last = recorder.await("1");
    first.cancel();
    Eventually.during(Duration.ofSeconds(1)).until(() -> probe.subscriptions(railsChannel()) == 1);
    probe.broadcast(railsChannel(), "2");
    StreamRecorder back = node.resume(stream, last.position());

    back.await("2");
    assertThat(back.data()).containsExactly("2");
    assertThat(back.received()).contains("COMPLETE");
  }

  @Test
  void aBroadcastOfRailsArrivesByteForByte() {
    StreamRecorder recorder = node.read(stream);
    String odd = "{ \"b\":1.0, \"a\" : 12345678901234567890,\"\\u003cc\\u003e\":\"ä 🚋\\n\" } ";
    probe.broadcast(railsChannel(), odd);
    assertThat(recorder.await(odd).position()).isNotNull();
  }

  @Test
  void aBroadcastThatIsNotJsonIsCarriedAsText() {
    StreamRecorder recorder = node.read(stream);
    probe.broadcast(railsChannel(), "<b>no json</b>");
    probe.broadcast(railsChannel(), "{\"cut\":");
    probe.broadcast(railsChannel(), "");
    probe.broadcast(railsChannel(), "\"json\"");

    recorder.await("\"json\"");
    assertThat(recorder.data())
        .containsExactly("\"<b>no json</b>\"", "\"{\\\"cut\\\":\"", "\"\"", "\"json\"");
  }

  @Test
  void anOversizedMessageIsReportedAsALoss() {
    StreamRecorder recorder = node.read(stream);
    probe.broadcast(railsChannel(), "1");
    StreamMessage last = recorder.await("1");
    long before = node.broker().counters().get(BrokerCount.MESSAGES_IGNORED);
    probe.broadcast(railsChannel(), "\"" + "x".repeat(2 << 20) + "\"");
    probe.broadcast("cable-bridge:publications", "{\"stream\":\"" + stream + "\",\"data\":\"{\"}");
    probe.broadcast(railsChannel(), "2");

    recorder.await("2");
    assertThat(recorder.received()).endsWith("1", "lost", "INCOMPLETE", "2");
    assertThat(node.broker().counters().get(BrokerCount.MESSAGES_IGNORED) - before).isEqualTo(2);
    StreamRecorder back = node.resume(stream, last.position());
    back.subscribed(1);
    assertThat(back.received()).containsExactly("INCOMPLETE");
  }

  @Test
  void aBatchKeepsItsOrderAfterAScriptFlush() {
    StreamRecorder recorder = node.read(stream);
    List<String> sent = new ArrayList<>();
    for (int round = 0; round < 20; round++) {
      probe.commands().scriptFlush();
      for (int n = 0; n < 50; n++) {
        String data = Integer.toString(round * 50 + n);
        sent.add(data);
        boolean fleeting = n % 2 == 1;
        CompletionStage<Void> unused =
            node.broker().publish(new Publication(stream, JsonText.of(data), null, null, fleeting));
      }
    }
    recorder.await(sent.get(sent.size() - 1));
    assertThat(recorder.data()).containsExactlyElementsOf(sent);
  }

  @Test
  void aPublicationHasTheSameNumberOnEveryNode() {
    StreamRecorder here = node.read(stream);
    StreamRecorder there = otherNode.read(stream);
    node.publish(stream, "{\"n\":1}");
    otherNode.publish(stream, "{\"n\":2}");

    for (String json : List.of("{\"n\":1}", "{\"n\":2}")) {
      assertThat(here.await(json).position()).isNotNull().isEqualTo(there.await(json).position());
    }
    assertThat(here.messages()).extracting(one -> one.position().offset()).containsExactly(1L, 2L);
  }

  @Test
  void theTypeOfAPublicationArrivesOnEveryNode() {
    StreamRecorder there = otherNode.read(stream);
    node.broker().publish(new Publication(stream, JsonText.of("1"), "presence", "socket", true));

    StreamMessage message = there.await("1");
    assertThat(message.type()).isEqualTo("presence");
    assertThat(message.excludedSocket()).isEqualTo("socket");
    assertThat(message.position()).as("fleeting").isNull();
  }

  @Test
  void messagesOfRailsAndOfBridgesArriveInOneOrder() {
    StreamRecorder recorder = node.read(stream);
    for (int i = 0; i < 20; i += 2) {
      probe.broadcast(railsChannel(), Integer.toString(i));
      node.publish(stream, Integer.toString(i + 1));
    }
    recorder.await("19");
    assertThat(recorder.data())
        .containsExactlyElementsOf(
            Stream.iterate(0, i -> i + 1).limit(20).map(String::valueOf).toList());
  }

  @Test
  void withoutAPrefixRailsChannelIsTheStreamsName() {
    try (RedisNode plain = RedisNode.withoutPrefix(redis)) {
      StreamRecorder recorder = plain.read(stream);
      probe.broadcast(stream, "1");
      recorder.await("1");
    }
  }

  @Test
  void aStreamNameCannotOpenTheBridgesChannel() {
    try (RedisNode plain = RedisNode.withoutPrefix(redis)) {
      StreamRecorder spy = plain.read("cable-bridge:publications");
      StreamRecorder recorder = plain.read(stream);
      node.publish(stream, "\"secret\"");
      recorder.await("\"secret\"");
      assertThat(spy.messages()).isEmpty();
    }
  }

  @Test
  void aPublicationIsRefusedAtOnceDuringAnOutage() {
    RedisServer gone = TESTBED.redis();
    gone.kill();
    try (RedisNode alone = new RedisNode(gone)) {
      assertThatThrownBy(() -> alone.publishing(stream, "1").get(1, TimeUnit.SECONDS))
          .hasCauseInstanceOf(BrokerUnavailableException.class);
      assertThat(alone.broker().health().isWell()).isFalse();
    }
  }

  @Test
  void theBrokerUsesThePasswordOfTheUrl() {
    RedisServer guarded = TESTBED.redis();
    try (RedisProbe there = new RedisProbe(guarded)) {
      there.commands().configSet("requirepass", "p@ss/word");
      String url = guarded.url().replace("redis://", "redis://:p%40ss%2Fword@");
      try (RedisNode knowing =
          new RedisNode(url, ConfigRecords.defaults(StreamConfig.class), PREFIX)) {
        StreamRecorder recorder = knowing.read(stream);
        there.broadcast(railsChannel(), "1");
        recorder.await("1");
      }
      try (RedisNode ignorant = new RedisNode(guarded)) {
        assertThat(ignorant.publishing(stream, "1")).isCompletedExceptionally();
      }
    }
  }

  @Test
  void aBridgeThatStartsBeforeRedisSubscribesWhenRedisStarts() {
    RedisServer late = TESTBED.redis();
    late.kill();
    try (RedisNode early = new RedisNode(late)) {
      StreamRecorder recorder = new StreamRecorder();
      early.broker().subscribe(stream, recorder, null);
      late.restart();
      recorder.subscribed(1);
      try (RedisProbe there = new RedisProbe(late)) {
        there.broadcast(railsChannel(), "1");
      }
      recorder.await("1");
      Eventually.withinSeconds(5).until(() -> early.broker().health().isWell());
    }
  }
}
