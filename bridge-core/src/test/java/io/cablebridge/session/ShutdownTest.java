package io.cablebridge.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cablebridge.session.command.CommandLock;
import io.cablebridge.session.delivery.CloseReason;
import io.cablebridge.session.delivery.UpstreamState;
import org.junit.jupiter.api.Test;

/** When the process goes down everybody is told, and nobody new is let in. */
class ShutdownTest {
  private final Rig rig = new Rig();

  @Test
  void everyStreamIsTold() throws Exception {
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
            SessionLimitException.class, refused -> assertThat(refused.shuttingDown()).isTrue());
  }

  @Test
  void aSessionThatOpensWhileItGoesDownEndsToo() throws Exception {
    Rig[] racing = new Rig[1];
    FakeUpstream.Factory factory =
        new FakeUpstream.Factory() {
          @Override
          public Upstream cable(Session session, CommandLock commands, Handshake handshake) {
            racing[0].registry.close();
            return super.cable(session, commands, handshake);
          }
        };
    racing[0] = new Rig(settings -> {}, factory);
    Session session = racing[0].open("a");
    assertThat(session.closeReason()).isEqualTo(CloseReason.SHUTTING_DOWN);
    assertThat(factory.of(session).isOpen()).isFalse();
  }
}
