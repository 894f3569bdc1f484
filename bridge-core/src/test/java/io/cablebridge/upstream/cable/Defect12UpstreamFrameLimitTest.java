package io.cablebridge.upstream.cable;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.session.RecordingListener;
import io.cablebridge.session.Session;
import io.cablebridge.session.delivery.UpstreamState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Rails could once send a frame of any size, a silent connection was left behind for ever, and
 * threads met in the table of subscriptions.
 */
class Defect12UpstreamFrameLimitTest {
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
  void aLargerMessageInSmallFragmentsEndsItsConnectionToo() {
    Session session = rig.subscribed("a");
    rig.rails.sendFragmented(frameOf(LIMIT + 1).getBytes(UTF_8), 1000);
    rig.eventually(() -> session.upstreamState() == UpstreamState.RECONNECTING);
    assertThat(rig.counters.disconnects().get("too_large")).isEqualTo(1);
  }

  @Test
  void fragmentsWithoutAnEndAreNotPiledUp() {
    Session session = rig.subscribed("a");
    rig.rails.sendUnended("x".repeat(LIMIT + 1).getBytes(UTF_8), 1000);
    rig.eventually(() -> session.upstreamState() == UpstreamState.RECONNECTING);
  }

  @Test
  void itsSessionConnectsAgain() {
    Session session = rig.subscribed("a");
    rig.rails.sendRaw(frameOf(LIMIT + 1));
    rig.reconnect(session);
    rig.eventually(() -> rig.rails.subscribers(CableRig.ROOM) == 1);
  }

  @Test
  void theOthersNoticeNothing() {
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
  void aSilentConnectionIsNotLeftBehind() {
    rig.rails.pingEvery(Duration.ZERO);
    Session session = rig.welcomed("a");
    for (int i = 0; i < 5; i++) {
      // Not a step further, or the next connection may come before the last is seen to be gone.
      rig.passUntil(() -> session.upstreamState() == UpstreamState.RECONNECTING);
      rig.eventually(() -> rig.rails.openConnections() == 0);
      rig.reconnect(session);
      rig.listen(session).cut();
    }
    assertThat(rig.rails.openConnections()).isEqualTo(1);
  }

  @Test
  void manyThreadsSubscribeAndLeaveInOneSession() throws Exception {
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
