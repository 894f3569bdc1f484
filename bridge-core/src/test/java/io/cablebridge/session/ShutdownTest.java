package io.cablebridge.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cablebridge.protocol.CloseReason;
import io.cablebridge.protocol.UpstreamState;
import io.cablebridge.session.command.CommandLock;
import io.cablebridge.session.command.Handshake;
import io.cablebridge.session.command.Upstream;
import io.cablebridge.session.command.UpstreamSink;
import org.junit.jupiter.api.Test;

/** When the process stops, every session ends and no new one opens. */
class ShutdownTest {
  private final Rig rig = new Rig();

  @Test
  void everyStreamGetsTheEnd() throws Exception {
    RecordingListener one = RecordingListener.stream().read(rig.subscribed("a"));
    RecordingListener two = RecordingListener.stream().read(rig.subscribed("b"));
    rig.registry.close();
    assertThat(one.closed()).isEqualTo(CloseReason.SHUTTING_DOWN);
    assertThat(two.closed()).isEqualTo(CloseReason.SHUTTING_DOWN);
  }

  @Test
  void everyHeldPollIsAnswered() throws Exception {
    RecordingListener poll = RecordingListener.poll().read(rig.subscribed("a"));
    rig.registry.close();
    assertThat(poll.deliveries()).hasSize(1);
    assertThat(poll.deliveries().get(0).upstream()).isEqualTo(UpstreamState.CLOSED);
  }

  @Test
  void everyClientMayComeBack() throws Exception {
    Session session = rig.subscribed("a");
    rig.registry.close();
    assertThat(session.closeReason()).isEqualTo(new CloseReason("shutting_down", true));
  }

  @Test
  void everyUpstreamIsClosed() throws Exception {
    Session session = rig.subscribed("a");
    rig.registry.close();
    assertThat(rig.upstream(session).isOpen()).isFalse();
  }

  @Test
  void newSessionsAreRefused() throws Exception {
    rig.registry.close();
    assertThatThrownBy(() -> rig.open("a"))
        .isInstanceOfSatisfying(
            SessionLimitException.class,
            refused ->
                assertThat(refused.why()).isEqualTo(SessionLimitException.Cause.SHUTTING_DOWN));
  }

  @Test
  void aSessionThatOpensWhileItGoesDownEndsToo() throws Exception {
    Rig[] racing = new Rig[1];
    FakeUpstream.Factory factory =
        new FakeUpstream.Factory() {
          @Override
          public Upstream cable(UpstreamSink sink, CommandLock commands, Handshake handshake) {
            racing[0].registry.close();
            return super.cable(sink, commands, handshake);
          }
        };
    racing[0] = new Rig(settings -> {}, factory);
    Session session = racing[0].open("a");
    assertThat(session.closeReason()).isEqualTo(CloseReason.SHUTTING_DOWN);
    assertThat(factory.of(session).isOpen()).isFalse();
  }
}
