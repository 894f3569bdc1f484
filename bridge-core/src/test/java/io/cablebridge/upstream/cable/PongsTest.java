package io.cablebridge.upstream.cable;

import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.protocol.UpstreamState;
import io.cablebridge.session.Session;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** At most one pong waits to be sent, and at most one more follows it; a flood gets few pongs. */
class PongsTest {
  private final CableRig rig = new CableRig();
  private final UnreadSession unread = new UnreadSession();
  private final CableSocket socket = socket();

  @AfterEach
  void stop() {
    rig.close();
  }

  @Test
  void aFloodOfPingsLeavesOnePongAndTheNewest() {
    for (int i = 1; i <= 100_000; i++) {
      ping("p" + i);
    }
    assertThat(unread.pongs).containsExactly("p1");
    unread.read();
    assertThat(unread.pongs).containsExactly("p1", "p16");
    unread.read();
    assertThat(unread.pongs).hasSize(2);
    rig.time.advance(Duration.ofMillis(250));
    assertThat(unread.pongs).containsExactly("p1", "p16", "p100000");
  }

  @Test
  void aFloodThatIsReadGetsFewPongs() {
    for (int second = 0; second < 10; second++) {
      for (int i = 0; i < 10_000; i++) {
        ping(second + "-" + i);
        unread.readAll();
      }
      rig.time.advance(Duration.ofSeconds(1));
      unread.readAll();
    }
    assertThat(unread.pongs).hasSize(10 * 17).endsWith("9-9999");
    ping("then");
    assertThat(unread.pongs).endsWith("then");
  }

  @Test
  void aPingWhileNothingWaitsIsAnsweredAtOnce() {
    ping("");
    unread.read();
    ping("b");
    assertThat(unread.pongs).containsExactly("", "b");
  }

  @Test
  void anEmptyPingDuringAnotherPongIsAnswered() {
    ping("a");
    ping("");
    unread.read();
    assertThat(unread.pongs).containsExactly("a", "");
  }

  @Test
  void itIsAPongOverTheWire() {
    Session session = rig.welcomed("w");
    assertThat(session.upstreamState()).isEqualTo(UpstreamState.OPEN);
    rig.rails.pingNewest("x");
    rig.eventually(() -> rig.rails.pongs().contains("x"));
  }

  private CableSocket socket() {
    Session session = rig.welcomed("a");
    CableSocket opened = new CableSocket((CableUpstream) session.commands().cable());
    opened.onOpen(unread, Callback.NOOP);
    return opened;
  }

  private void ping(String payload) {
    ByteBuffer bytes = ByteBuffer.wrap(payload.getBytes(StandardCharsets.UTF_8));
    socket.onFrame(new Frame(OpCode.PING, bytes), Callback.NOOP);
  }

  /** A connection whose frames wait until the test reads them. */
  private static final class UnreadSession extends CoreSession.Empty {
    private final List<String> pongs = new ArrayList<>();
    private final List<Callback> waiting = new ArrayList<>();

    @Override
    public String getNegotiatedSubProtocol() {
      return "actioncable-v1-json";
    }

    @Override
    public void sendFrame(Frame frame, Callback callback, boolean batch) {
      pongs.add(frame.getPayloadAsUTF8());
      waiting.add(callback);
    }

    void read() {
      waiting.remove(0).succeeded();
    }

    void readAll() {
      while (!waiting.isEmpty()) {
        read();
      }
    }
  }
}
