package io.cablebridge.upstream.cable;

import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.protocol.UpstreamState;
import io.cablebridge.session.Session;
import io.cablebridge.session.command.Reply;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A Rails that pings and does not read costs a bounded part of the heap, and its connection. */
class UnreadCommandsTest {
  private static final String DATA = "{\"action\":\"x\",\"t\":\"" + "x".repeat(60_000) + "\"}";
  private static final int MAX_WAITING = 512 * 1024;

  /** More than the buffers of the kernel take. */
  private static final int MANY = 2_000;

  private final CableRig rig = new CableRig();

  @AfterEach
  void stop() {
    rig.close();
  }

  @Test
  void commandsAreRefusedWhenTooManyBytesWait() {
    assertThat(sendUntilRefused(stalled()).error()).isEqualTo("upstream_unavailable");
    assertThat(rig.client.waitingCommands().held()).isBetween(1L, (long) MAX_WAITING);
    assertThat(rig.counters.counts().get(CableCount.COMMANDS_REFUSED)).isEqualTo(1);
  }

  @Test
  void theConnectionEndsAlthoughRailsPings() {
    Session session = stalled();
    sendUntilRefused(session);
    rig.passUntil(
        () -> {
          rig.rails.sendRaw("{\"type\":\"ping\",\"message\":1}");
          return session.upstreamState() == UpstreamState.RECONNECTING;
        });
    assertThat(rig.counters.disconnects().get("stalled")).isEqualTo(1);
    rig.eventually(() -> rig.client.waitingCommands().held() == 0);
  }

  @Test
  void anotherSessionSends() {
    sendUntilRefused(stalled());
    Session other = rig.welcomed("other");
    rig.subscribe(other, CableRig.OTHER);
    rig.settle(other);
    assertThat(rig.send(other, CableRig.OTHER, DATA).error()).isNull();
  }

  @Test
  void actionsThatWaitForAConfirmationAreBoundedToo() {
    rig.rails.ignoreSubscribes(1);
    Session session = rig.welcomed("a");
    rig.subscribe(session, CableRig.ROOM);
    assertThat(sendUntilRefused(session).error()).isEqualTo("upstream_unavailable");
    assertThat(rig.client.waitingCommands().held()).isBetween(1L, (long) MAX_WAITING);
    rig.pass(Duration.ofSeconds(6));
    rig.settle(session);
    assertThat(rig.client.waitingCommands().held()).isZero();
  }

  private Session stalled() {
    Session session = rig.subscribed("a");
    rig.rails.stopReading();
    return session;
  }

  private Reply sendUntilRefused(Session session) {
    Reply reply = rig.send(session, CableRig.ROOM, DATA);
    for (int i = 0; i < MANY && reply.error() == null; i++) {
      reply = rig.send(session, CableRig.ROOM, DATA);
    }
    return reply;
  }
}
