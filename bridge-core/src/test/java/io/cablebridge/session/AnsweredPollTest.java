package io.cablebridge.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cablebridge.session.delivery.AttachRefusedException;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * A client may read a poll's answer before its write has ended here. The next listener is not
 * refused then, and starts after the answer if the write succeeds, before it if the write fails.
 */
class AnsweredPollTest {
  private final Rig rig = new Rig();

  /** A poll that has taken the message "1" and writes it. */
  private RecordingListener answering(Session session) throws Exception {
    RecordingListener poll = RecordingListener.poll().pause().read(session);
    rig.say(session, "1");
    poll.attached().writing(Objects.requireNonNull(poll.takeOne()), 1);
    return poll;
  }

  @Test
  void aStreamStartsAfterAnAnswerThatIsWritten() throws Exception {
    Session session = rig.subscribed("a");
    RecordingListener poll = answering(session);
    RecordingListener stream = RecordingListener.stream().read(session);
    rig.say(session, "2");
    assertThat(stream.events()).isEmpty();
    poll.finish();
    assertThat(stream.messages()).containsExactly("2");
    rig.say(session, "3");
    assertThat(stream.messages()).containsExactly("2", "3");
    assertThat(stream.attached().hasEnded()).isFalse();
  }

  @Test
  void aStreamReceivesWhatAFailedAnswerHeld() throws Exception {
    Session session = rig.subscribed("a");
    RecordingListener poll = answering(session);
    RecordingListener stream = RecordingListener.stream().read(session);
    rig.say(session, "2");
    poll.cut();
    assertThat(stream.messages()).containsExactly("1", "2");
  }

  @Test
  void aPollStartsAfterAnAnswerThatIsWritten() throws Exception {
    Session session = rig.subscribed("a");
    RecordingListener poll = answering(session);
    RecordingListener next = RecordingListener.poll().read(session);
    assertThat(poll.timesSuperseded()).isZero();
    assertThat(next.deliveries()).isEmpty();
    poll.finish();
    assertThat(next.deliveries()).isEmpty();
    rig.say(session, "2");
    assertThat(next.messages()).containsExactly("2");
  }

  @Test
  void aPollReceivesWhatAFailedAnswerHeld() throws Exception {
    Session session = rig.subscribed("a");
    RecordingListener poll = answering(session);
    RecordingListener next = RecordingListener.poll().read(session);
    poll.cut();
    assertThat(next.messages()).containsExactly("1");
  }

  @Test
  void aPollThatTimesOutBeforeTheEndOfTheWriteRepeatsTheAnswer() throws Exception {
    Session session = rig.subscribed("a");
    RecordingListener poll = answering(session);
    RecordingListener next = RecordingListener.poll().read(session);
    next.timeOut();
    poll.finish();
    assertThat(next.messages()).containsExactly("1");
    rig.say(session, "2");
    assertThat(RecordingListener.poll().read(session).messages()).containsExactly("2");
  }

  @Test
  void aSlowWriteDelaysTheNextListenerByASecond() throws Exception {
    Session session = rig.subscribed("a");
    RecordingListener poll = answering(session);
    RecordingListener stream = RecordingListener.stream().read(session);
    rig.advance(Duration.ofSeconds(1));
    assertThat(poll.attached().writesSlowly(rig.time.nanos())).isFalse();
    assertThat(stream.events()).isEmpty();
    rig.advance(Duration.ofMillis(1));
    assertThat(poll.attached().writesSlowly(rig.time.nanos())).isTrue();
    assertThat(stream.messages()).containsExactly("1");
    rig.say(session, "2");
    poll.finish();
    assertThat(stream.messages()).containsExactly("1", "2");
  }

  @Test
  void aClientThatShowsItsPositionWaitsForNothing() throws Exception {
    Session session = rig.subscribed("a");
    answering(session);
    assertThat(RecordingListener.stream().read(session, Rig.at(session, 1)).messages()).isEmpty();
    rig.say(session, "2");
    assertThat(RecordingListener.poll().read(session, Rig.at(session, 0)).messages())
        .containsExactly("1", "2");
  }

  @Test
  void theListenerAfterAnAnsweredPollKeepsOthersAway() throws Exception {
    Session session = rig.subscribed("a");
    RecordingListener poll = answering(session);
    RecordingListener stream = RecordingListener.stream().read(session);
    assertThatThrownBy(() -> RecordingListener.stream().read(session))
        .isInstanceOf(AttachRefusedException.class);
    poll.finish();
    assertThatThrownBy(() -> RecordingListener.poll().read(session))
        .isInstanceOf(AttachRefusedException.class);
    assertThat(stream.attached().hasEnded()).isFalse();
  }

  @Test
  void howeverManyAnswersAreBeingWrittenAFewListenersAreKept() throws Exception {
    Session session = rig.subscribed("a");
    for (int i = 0; i < 50; i++) {
      RecordingListener poll = RecordingListener.poll().pause().read(session);
      poll.attached().takeNow();
    }
    assertThat(session.view().listeners()).isLessThanOrEqualTo(2);
  }

  @Test
  void theEndOfAnAnswerIsCountedOnce() throws Exception {
    Session session = rig.subscribed("a");
    RecordingListener poll = answering(session);
    RecordingListener stream = RecordingListener.stream().read(session);
    poll.finish();
    stream.cut();
    assertThat(rig.registry.directory().snapshot().messagesOut()).isEqualTo(1);
    assertThat(rig.registry.directory().listeners()).isZero();
  }
}
