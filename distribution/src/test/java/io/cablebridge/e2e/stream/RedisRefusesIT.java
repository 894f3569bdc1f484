package io.cablebridge.e2e.stream;

import static io.cablebridge.e2e.stream.RedisNode.PREFIX;
import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.e2e.rig.Eventually;
import io.cablebridge.e2e.rig.Needs;
import io.cablebridge.e2e.rig.RealPart;
import io.cablebridge.e2e.rig.RedisProbe;
import io.cablebridge.e2e.rig.RedisServer;
import io.cablebridge.e2e.rig.TestBed;
import io.cablebridge.setting.ConfigRecords;
import io.cablebridge.stream.StreamConfig;
import io.lettuce.core.AclSetuserArgs;
import io.lettuce.core.protocol.CommandType;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A Redis that answers with errors: the operator gets the text, and a replica is left. */
@Needs(RealPart.REDIS)
final class RedisRefusesIT {

  @RegisterExtension static final TestBed TESTBED = new TestBed();

  private final String stream = TestBed.freshId();
  private RedisServer redis;
  private RedisProbe probe;

  @BeforeEach
  void start() {
    redis = new RedisServer();
    probe = new RedisProbe(redis);
  }

  @AfterEach
  void end() {
    probe.close();
    redis.close();
  }

  private RedisNode node() {
    RedisNode node = TESTBED.add(new RedisNode(redis));
    Eventually.withinSeconds(5).until(() -> node.broker().health().isWell());
    return node;
  }

  private static boolean isRefused(RedisNode node, String stream) {
    return node.publishing(stream, "1").handle((done, failure) -> failure != null).join();
  }

  @Test
  void aFullRedisIsAProblemThatNamesTheErrorUntilAPublicationSucceeds() {
    RedisNode node = node();
    StreamRecorder recorder = node.read(stream);
    probe.commands().configSet("maxmemory", "1");

    assertThat(isRefused(node, stream)).isTrue();
    assertThat(node.broker().health().problem())
        .startsWith("Redis refuses publications: ")
        .contains("OOM");
    assertThat(node.broker().health().delivers()).isTrue();
    probe.broadcast(PREFIX + ":" + stream, "\"still delivered\"");
    recorder.await("\"still delivered\"");

    probe.commands().configSet("maxmemory", "0");
    node.publish(stream, "2");
    assertThat(node.broker().health().isWell()).isTrue();
  }

  @Test
  void theProblemEndsWithItsCauseWithoutAPublisher() {
    RedisNode node = node();
    StreamRecorder recorder = node.read(stream);
    probe.commands().configSet("maxmemory", "1");
    assertThat(isRefused(node, stream)).isTrue();
    // Longer than the interval in which the bridge tries again.
    Awaitility.await().pollDelay(Duration.ofSeconds(4)).until(() -> true);
    assertThat(node.broker().health().problem()).contains("OOM");

    probe.commands().configSet("maxmemory", "0");
    Eventually.withinSeconds(5).until(() -> node.broker().health().isWell());
    assertThat(recorder.received()).containsExactly("NOT_ASKED");
  }

  @Test
  void aServerThatHasBecomeAReplicaIsLeft() {
    RedisNode node = node();
    node.publish(stream, "1");
    List<String> before = connections();
    assertThat(before).hasSize(2);
    RedisServer primary = TESTBED.redis();
    probe.commands().replicaof("127.0.0.1", port(primary));

    Eventually.withinSeconds(10).until(() -> isRefused(node, stream));
    assertThat(node.broker().health().problem()).contains("READONLY");
    Eventually.withinSeconds(5)
        .until(
            () -> {
              List<String> now = connections();
              return now.size() == 2 && now.stream().noneMatch(before::contains);
            });

    probe.commands().replicaofNoOne();
    Eventually.withinSeconds(5).until(() -> !isRefused(node, stream));
    assertThat(node.broker().health().isWell()).isTrue();
  }

  private static int port(RedisServer server) {
    return java.net.URI.create(server.url()).getPort();
  }

  /** The ids of the bridge's connections. */
  private List<String> connections() {
    return Stream.of(probe.commands().clientList().split("\n"))
        .filter(line -> line.contains("name=cable-bridge"))
        .map(line -> line.replaceAll("^id=([0-9]+).*$", "$1"))
        .collect(Collectors.toList());
  }

  @Test
  void aChannelThatRedisForbidsIsRefusedAtOnceAndTheOthersAreNot() {
    RedisNode node = limited();
    StreamRecorder forbidden = new StreamRecorder();
    node.broker().subscribe("private", forbidden, null);
    StreamRecorder permitted = node.read("public");
    Eventually.withinSeconds(2).until(() -> forbidden.received().equals(List.of("refused")));

    probe.broadcast(PREFIX + ":public", "1");
    permitted.await("1");
    StreamRecorder again = new StreamRecorder();
    node.broker().subscribe("private", again, null);
    Eventually.withinSeconds(2).until(() -> again.received().equals(List.of("refused")));

    probe.commands().aclSetuser("bridge", AclSetuserArgs.Builder.allChannels());
    node.read("private");
  }

  @Test
  void afterAReconnectionOneForbiddenChannelDoesNotTakeTheOthersAlong() {
    RedisNode node = limited();
    StreamRecorder permitted = node.read("public");
    StreamRecorder other = node.read("public/other");
    Eventually.withinSeconds(5).until(() -> node.broker().health().isWell());
    probe
        .commands()
        .aclSetuser(
            "bridge",
            AclSetuserArgs.Builder.resetChannels()
                .channelPattern("cable-bridge:*")
                .channelPattern(PREFIX + ":public"));
    probe.killSubscribers();

    Eventually.withinSeconds(5).until(() -> other.received().contains("refused"));
    permitted.subscribed(2);
    probe.broadcast(PREFIX + ":public", "1");
    permitted.await("1");
    assertThat(permitted.received()).doesNotContain("refused");
  }

  @Test
  void historiesThatMayNotBeReadAreAProblemThatNamesTheError() {
    RedisNode node = limited();
    probe.commands().aclSetuser("bridge", AclSetuserArgs.Builder.removeCommand(CommandType.EVAL));
    StreamRecorder recorder = node.readSince("public", System.currentTimeMillis() / 1000 - 5);
    assertThat(recorder.received()).containsExactly("INCOMPLETE");
    assertThat(node.broker().health().problem())
        .startsWith("Redis refuses reads of histories: ")
        .contains("NOPERM");
  }

  /** A node whose user may read the channels of public streams only. */
  private RedisNode limited() {
    probe
        .commands()
        .aclSetuser(
            "bridge",
            AclSetuserArgs.Builder.on()
                .nopass()
                .allKeys()
                .allCommands()
                .resetChannels()
                .channelPattern("cable-bridge:*")
                .channelPattern(PREFIX + ":public*"));
    return TESTBED.add(
        new RedisNode(
            redis.url().replace("redis://", "redis://bridge:any@"),
            ConfigRecords.defaults(StreamConfig.class),
            PREFIX));
  }
}
