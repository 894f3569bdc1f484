package io.cablebridge.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.session.delivery.Delivery;
import io.cablebridge.session.delivery.UpstreamState;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A poll that always shows its position loses nothing; one that never does pins little. */
class AcknowledgedPollTest {
  private final Rig rig = new Rig();

  @Test
  void whatWasNotAcknowledgedIsSentAgain() throws Exception {
    Session session = rig.subscribed("a");
    rig.say(session, "1", "2");
    RecordingListener.poll().read(session, Rig.at(session, 0));
    assertThat(RecordingListener.poll().read(session, Rig.at(session, 1)).messages())
        .containsExactly("2");
  }

  @Test
  void whatWasNotAcknowledgedIsSentAgainAndAgain() throws Exception {
    Session session = rig.subscribed("a");
    rig.say(session, "1");
    for (int i = 0; i < 5; i++) {
      assertThat(RecordingListener.poll().read(session, Rig.at(session, 0)).messages())
          .containsExactly("1");
    }
  }

  @Test
  void whatWasAcknowledgedIsForgottenAtOnce() throws Exception {
    Session session = rig.subscribed("a");
    rig.say(session, "1", "2", "3");
    RecordingListener.poll().read(session, Rig.at(session, 0));
    long before = heldBytes(session);
    RecordingListener.poll().read(session, Rig.at(session, 2));
    assertThat(heldBytes(session)).isEqualTo(before / 3);
  }

  @Test
  void whoGoesBackBehindAnAcknowledgementIsToldOfTheLoss() throws Exception {
    Session session = rig.subscribed("a");
    rig.say(session, "1", "2", "3");
    RecordingListener.poll().read(session, Rig.at(session, 2)).cut();
    assertThat(RecordingListener.poll().read(session, Rig.at(session, 0)).dropped()).isEqualTo(2);
  }

  @Test
  void whatWasDeliveredAndNotAcknowledgedOutlivesTheLinger() throws Exception {
    Session session = rig.subscribed("a");
    rig.say(session, "1");
    RecordingListener.poll().read(session, Rig.at(session, 0));
    for (int i = 0; i < 10; i++) {
      rig.advance(Duration.ofSeconds(25));
      RecordingListener again = RecordingListener.poll().read(session, Rig.at(session, 0));
      assertThat(again.messages()).containsExactly("1");
    }
  }

  @Test
  void neverAcknowledgingPinsNoMoreEventsThanTheQueueHolds() throws Exception {
    Rig narrow = new Rig(settings -> settings.queueEvents = 10);
    Session session = narrow.subscribed("a");
    for (int i = 0; i < 100; i++) {
      narrow.say(session, "1");
      RecordingListener.poll().read(session, Rig.at(session, 0));
    }
    assertThat(heldBytes(session)).isLessThanOrEqualTo(10 * (96 + 1));
  }

  @Test
  void neverAcknowledgingPinsNoMoreBytesThanTheQueueHolds() throws Exception {
    Rig narrow = new Rig(settings -> settings.queueBytes = 4096);
    Session session = narrow.subscribed("a");
    for (int i = 0; i < 100; i++) {
      narrow.say(session, '"' + "x".repeat(500) + '"');
      RecordingListener.poll().read(session, Rig.at(session, 0));
    }
    assertThat(heldBytes(session)).isLessThanOrEqualTo(4096);
  }

  @Test
  void aPollThatShowsNothingIsTakenToHaveWhatWasWritten() throws Exception {
    Session session = rig.subscribed("a");
    rig.say(session, "1");
    RecordingListener.poll().read(session);
    rig.say(session, "2");
    assertThat(RecordingListener.poll().read(session).messages()).containsExactly("2");
  }

  @Test
  void aPollWhoseAnswerWasCutIsTakenToHaveNothingOfIt() throws Exception {
    Session session = rig.subscribed("a");
    RecordingListener cut = RecordingListener.poll().pause().read(session);
    rig.say(session, "1");
    cut.takeOne();
    cut.cut();
    assertThat(RecordingListener.poll().read(session).messages()).containsExactly("1");
  }

  @Test
  void aPollThatTimesOutIsAnsweredWithNothing() throws Exception {
    Session session = rig.subscribed("a");
    RecordingListener poll = RecordingListener.poll().read(session);
    poll.timeOut();
    Delivery answer = poll.deliveries().get(0);
    assertThat(answer.events()).isEmpty();
    assertThat(answer.position()).isZero();
    assertThat(answer.upstream()).isEqualTo(UpstreamState.OPEN);
    assertThat(answer.last()).isFalse();
  }

  @Test
  void aPollIsAnsweredByTheFirstEvent() throws Exception {
    Session session = rig.subscribed("a");
    RecordingListener poll = RecordingListener.poll().read(session);
    rig.say(session, "1", "2");
    assertThat(poll.messages()).containsExactly("1");
  }

  private long heldBytes(Session session) {
    return session.view().snapshot(rig.time.nanos()).heldBytes();
  }
}
