package io.cablebridge.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cablebridge.protocol.Position;
import io.cablebridge.session.delivery.AttachRefusedException;
import io.cablebridge.session.delivery.CloseReason;
import io.cablebridge.session.delivery.Event;
import io.cablebridge.session.delivery.UpstreamState;
import org.junit.jupiter.api.Test;

/** A position of another incarnation proves nothing here: its client has seen nothing of this. */
class OtherEpochTest {
  private static final Position ELSEWHERE = new Position(1, "another");
  private final Rig rig = new Rig();

  @Test
  void itsClientGetsThisSessionFromTheBeginning() throws Exception {
    Session session = rig.subscribed("a");
    RecordingListener first = RecordingListener.stream().read(session);
    rig.say(session, "1", "2");
    first.finish();
    RecordingListener listener = RecordingListener.stream().read(session, ELSEWHERE);
    assertThat(listener.messages()).containsExactly("1", "2");
  }

  @Test
  void itsClientIsNotSaidToResume() throws Exception {
    Session session = rig.subscribed("a");
    RecordingListener listener = RecordingListener.stream().read(session, ELSEWHERE);
    assertThat(listener.next()).isEqualTo(new Event.Joined(UpstreamState.OPEN, false));
  }

  @Test
  void itNeverComesFromTheFuture() throws Exception {
    Session session = rig.subscribed("a");
    rig.say(session, "1");
    Position far = new Position(4711, "another");
    assertThat(RecordingListener.poll().read(session, far).messages()).containsExactly("1");
  }

  @Test
  void itTakesNobodysPlace() throws Exception {
    Session session = rig.subscribed("a");
    RecordingListener present = RecordingListener.stream().read(session);
    assertThatThrownBy(() -> RecordingListener.stream().read(session, ELSEWHERE))
        .isInstanceOf(AttachRefusedException.class);
    assertThat(present.timesSuperseded()).isZero();
  }

  @Test
  void itAcknowledgesNothing() throws Exception {
    Session session = rig.subscribed("a");
    rig.say(session, "1");
    RecordingListener.poll().read(session, ELSEWHERE);
    assertThat(RecordingListener.poll().read(session, Rig.at(session, 0)).messages())
        .containsExactly("1");
  }

  @Test
  void twoIncarnationsOfOneIdHaveDifferentEpochs() throws Exception {
    Session first = rig.subscribed("a");
    first.close(CloseReason.EXPIRED);
    assertThat(rig.open("a").epoch()).isNotEqualTo(first.epoch());
  }
}
