package io.cablebridge.upstream.cable;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.cablebridge.protocol.UpstreamState;
import io.cablebridge.session.RecordingListener;
import io.cablebridge.session.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * A frame above the limit ends its own connection, a silent connection is closed, and many threads
 * may subscribe in one session. Defect 12 of the older server, which had no limit, kept silent
 * connections open, and did not guard its table of subscriptions.
 */
class FrameLimitTest {
  private static final int LIMIT = 10_000;
  private final CableRig rig = new CableRig(settings -> settings.maxFrame = LIMIT);

  @AfterEach
  void stop() {
    rig.close();
  }

  @Test
  void aFrameOfTheLargestSizeIsCarried() {
    Session session = rig.subscribed("a");
    RecordingListener listener = rig.listen(session);
    rig.rails.sendRaw(frameOf(LIMIT));
    rig.eventually(() -> listener.messages().size() == 1);
    assertThat(session.upstreamState()).isEqualTo(UpstreamState.OPEN);
  }

  @Test
  void aLargerFrameEndsItsConnection() {
    Session session = rig.subscribed("a");
    RecordingListener listener = rig.listen(session);
    rig.rails.sendRaw(frameOf(LIMIT + 1));
    rig.eventually(() -> session.upstreamState() == UpstreamState.RECONNECTING);
    assertThat(listener.messages()).isEmpty();
    rig.eventually(() -> rig.rails.openConnections() == 0);
    assertThat(rig.counters.disconnects().get("too_large")).isEqualTo(1);
  }

  @Test
  void theLogNamesTheSizeTheLimitAndTheKeyOnceAMinute() {
    Logger log = (Logger) LoggerFactory.getLogger(CableClient.class);
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    log.addAppender(lines);
    try {
      Session session = rig.subscribed("a");
      rig.rails.sendRaw(frameOf(LIMIT + 1));
      rig.reconnect(session);
      rig.rails.sendRaw(frameOf(LIMIT + 1));
      rig.eventually(() -> rig.counters.disconnects().get("too_large") == 2);
      assertThat(lines.list)
          .singleElement()
          .asString()
          .contains("key=upstream.max-frame limit=" + LIMIT, "size>=");
    } finally {
      log.detachAppender(lines);
    }
  }

  @Test
  void aLargerMessageInSmallFragmentsEndsItsConnectionToo() {
    Session session = rig.subscribed("a");
    rig.rails.sendFragmented(frameOf(LIMIT + 1).getBytes(UTF_8), 1000);
    rig.eventually(() -> session.upstreamState() == UpstreamState.RECONNECTING);
    assertThat(rig.counters.disconnects().get("too_large")).isEqualTo(1);
  }

  @Test
  void fragmentsWithoutAnEndAreNotCollected() {
    Session session = rig.subscribed("a");
    rig.rails.sendUnended("x".repeat(LIMIT + 1).getBytes(UTF_8), 1000);
    rig.eventually(() -> session.upstreamState() == UpstreamState.RECONNECTING);
  }

  @Test
  void aMessageWithoutAnEndGivesItsMemoryBack() {
    Session session = rig.subscribed("a");
    rig.rails.sendUnended("x".repeat(9_000).getBytes(UTF_8), 1000);
    rig.eventually(() -> rig.client.partialMessages().held() == 9_000);
    rig.rails.dropConnections();
    rig.eventually(() -> session.upstreamState() == UpstreamState.RECONNECTING);
    rig.eventually(() -> rig.client.partialMessages().held() == 0);
  }

  @Test
  void beginningsThatTakeTooMuchMemoryEndTheirConnections() {
    Session session = rig.subscribed("a");
    rig.client.partialMessages().add(rig.client.partialMessages().limit() + 1);
    rig.rails.sendFragmented(frameOf(LIMIT).getBytes(UTF_8), 1000);
    rig.eventually(() -> session.upstreamState() == UpstreamState.RECONNECTING);
    assertThat(rig.counters.disconnects().get("memory")).isEqualTo(1);
    rig.eventually(
        () -> rig.client.partialMessages().held() == rig.client.partialMessages().limit() + 1);
  }

  @Test
  void aShortMessageComesThroughEvenThen() {
    Session session = rig.subscribed("a");
    RecordingListener listener = rig.listen(session);
    rig.client.partialMessages().add(rig.client.partialMessages().limit() + 1);
    rig.rails.sendFragmented(frameOf(4_000).getBytes(UTF_8), 1000);
    rig.eventually(() -> listener.messages().size() == 1);
  }

  @Test
  void itsSessionConnectsAgain() {
    Session session = rig.subscribed("a");
    rig.rails.sendRaw(frameOf(LIMIT + 1));
    rig.reconnect(session);
    rig.eventually(() -> rig.rails.subscribers(CableRig.ROOM) == 1);
  }

  @Test
  void otherSessionsNoticeNothing() {
    Session other = rig.subscribed("other");
    RecordingListener listener = rig.listen(other);
    Session struck = rig.welcomed("struck");
    rig.rails.sendRawToNewest(frameOf(LIMIT + 1));
    rig.eventually(() -> struck.upstreamState() == UpstreamState.RECONNECTING);
    rig.rails.broadcast(CableRig.ROOM, "1");
    rig.eventually(() -> listener.messages().contains("1"));
    assertThat(listener.kinds()).doesNotContain("disconnected");
  }

  @Test
  void aSilentConnectionIsClosed() {
    rig.rails.pingEvery(Duration.ZERO);
    Session session = rig.welcomed("a");
    for (int i = 0; i < 5; i++) {
      // One step, or the next connection may open before the last one is seen to be closed.
      rig.passUntil(() -> session.upstreamState() == UpstreamState.RECONNECTING);
      rig.eventually(() -> rig.rails.openConnections() == 0);
      rig.reconnect(session);
      rig.listen(session).cut();
    }
    assertThat(rig.rails.openConnections()).isEqualTo(1);
  }

  @Test
  void manyThreadsSubscribeAndUnsubscribeInOneSession() throws Exception {
    Session session = rig.welcomed("a");
    ExecutorService threads = Executors.newFixedThreadPool(8);
    List<Future<?>> working = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      String mine = "{\"channel\":\"ChatChannel\",\"room\":\"thread-" + i + "\"}";
      working.add(
          threads.submit(
              () -> {
                for (int n = 0; n < 200; n++) {
                  rig.subscribe(session, mine);
                  rig.unsubscribe(session, mine);
                }
                rig.subscribe(session, mine);
              }));
    }
    for (Future<?> work : working) {
      work.get(20, TimeUnit.SECONDS);
    }
    threads.shutdown();
    assertThat(session.chanIds()).hasSize(8).doesNotHaveDuplicates();
    rig.passUntil(
        () -> {
          for (int i = 0; i < 8; i++) {
            if (rig.rails.subscribers("{\"channel\":\"ChatChannel\",\"room\":\"thread-" + i + "\"}")
                != 1) {
              return false;
            }
          }
          return true;
        });
  }

  /** A frame for the room of exactly that many bytes. */
  private static String frameOf(int size) {
    String head =
        "{\"identifier\":\"{\\\"channel\\\":\\\"ChatChannel\\\",\\\"room\\\":\\\"r1\\\"}\","
            + "\"message\":\"";
    return head + "x".repeat(size - head.length() - 2) + "\"}";
  }
}
