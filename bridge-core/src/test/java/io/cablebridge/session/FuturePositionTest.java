package io.cablebridge.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cablebridge.session.delivery.AttachRefusedException;
import org.junit.jupiter.api.Test;

/** A position beyond the newest event acknowledges nothing and proves nothing. */
class FuturePositionTest {
  private final Rig rig = new Rig();

  @Test
  void aListenerFromTheFutureIsRefused() throws Exception {
    Session session = rig.subscribed("a");
    rig.say(session, "1");
    assertThatThrownBy(() -> RecordingListener.poll().read(session, Rig.at(session, 2)))
        .isInstanceOfSatisfying(
            AttachRefusedException.class,
            refused ->
                assertThat(refused.why()).isEqualTo(AttachRefusedException.Cause.FUTURE_POSITION));
  }

  @Test
  void theNewestPositionIsNotTheFuture() throws Exception {
    Session session = rig.subscribed("a");
    rig.say(session, "1");
    assertThat(RecordingListener.poll().read(session, Rig.at(session, 1)).messages()).isEmpty();
  }

  @Test
  void aRefusedListenerTakesNobodysPlace() throws Exception {
    Session session = rig.subscribed("a");
    RecordingListener present = RecordingListener.stream().read(session);
    assertThatThrownBy(() -> RecordingListener.stream().read(session, Rig.at(session, 7)));
    rig.say(session, "1");
    assertThat(present.timesSuperseded()).isZero();
    assertThat(present.messages()).containsExactly("1");
  }

  @Test
  void aRefusedAcknowledgementRemovesNothing() throws Exception {
    Session session = rig.subscribed("a");
    rig.say(session, "1");
    assertThatThrownBy(() -> RecordingListener.poll().read(session, Rig.at(session, 7)));
    assertThat(RecordingListener.poll().read(session, Rig.at(session, 0)).messages())
        .containsExactly("1");
  }
}
