package io.cablebridge.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cablebridge.session.delivery.AttachRefusedException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** A session has one listener at a time, unless the new one is of the same client. */
class BusyTest {
  private final Rig rig = new Rig();

  @Test
  void aSecondStreamIsRefused() throws Exception {
    Session session = rig.subscribed("a");
    RecordingListener.stream().read(session);
    assertBusy(() -> RecordingListener.stream().read(session));
  }

  @Test
  void aPollIsRefusedBesideAStream() throws Exception {
    Session session = rig.subscribed("a");
    RecordingListener.stream().read(session);
    assertBusy(() -> RecordingListener.poll().read(session));
  }

  @Test
  void aStreamIsRefusedBesideAHeldPoll() throws Exception {
    Session session = rig.subscribed("a");
    RecordingListener.poll().read(session);
    assertBusy(() -> RecordingListener.stream().read(session));
  }

  @Test
  void theExistingListenerNoticesNothing() throws Exception {
    Session session = rig.subscribed("a");
    RecordingListener present = RecordingListener.stream().read(session);
    assertBusy(() -> RecordingListener.stream().read(session));
    assertThat(present.timesSuperseded()).isZero();
    present.next();
    present.assertExhausted();
  }

  @Test
  void afterTheListenerHasLeftTheSessionIsFree() throws Exception {
    Session session = rig.subscribed("a");
    RecordingListener.stream().read(session).cut();
    assertThat(RecordingListener.stream().read(session).attached().hasEnded()).isFalse();
  }

  private static void assertBusy(ThrowingCallable reading) {
    assertThatThrownBy(reading)
        .isInstanceOfSatisfying(
            AttachRefusedException.class,
            refused -> assertThat(refused.why()).isEqualTo(AttachRefusedException.Cause.BUSY));
  }
}
