package io.cablebridge.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A client that proves its return replaces its own half-open response. */
class TakeOverTest {
  private final Rig rig = new Rig();

  @Test
  void theOlderStreamIsEnded() throws Exception {
    Session session = rig.subscribed("a");
    RecordingListener old = RecordingListener.stream().read(session);
    RecordingListener.stream().read(session, Rig.at(session, 0));
    assertThat(old.timesSuperseded()).isEqualTo(1);
    assertThat(old.attached().hasEnded()).isTrue();
  }

  @Test
  void theNewcomerGetsEverythingFromItsPosition() throws Exception {
    Session session = rig.subscribed("a");
    RecordingListener.stream().read(session);
    rig.say(session, "1", "2");
    RecordingListener back = RecordingListener.stream().read(session, Rig.at(session, 1));
    rig.say(session, "3");
    assertThat(back.messages()).containsExactly("2", "3");
  }

  @Test
  void theOlderStreamGetsNothingMore() throws Exception {
    Session session = rig.subscribed("a");
    RecordingListener old = RecordingListener.stream().read(session);
    RecordingListener.stream().read(session, Rig.at(session, 0));
    rig.say(session, "1");
    assertThat(old.messages()).isEmpty();
    assertThat(old.attached().takeNow()).isNull();
  }

  @Test
  void theEndOfTheOlderStreamDoesNotEndTheNewOne() throws Exception {
    Session session = rig.subscribed("a");
    RecordingListener old = RecordingListener.stream().read(session);
    RecordingListener back = RecordingListener.stream().read(session, Rig.at(session, 0));
    old.cut();
    rig.say(session, "1");
    assertThat(back.messages()).containsExactly("1");
    assertThat(session.view().listeners()).isEqualTo(1);
  }

  @Test
  void aReturningStreamTakesOverAHeldPoll() throws Exception {
    Session session = rig.subscribed("a");
    RecordingListener poll = RecordingListener.poll().read(session);
    RecordingListener.stream().read(session, Rig.at(session, 0));
    assertThat(poll.timesSuperseded()).isEqualTo(1);
  }

  @Test
  void aReturningPollTakesOverAStream() throws Exception {
    Session session = rig.subscribed("a");
    RecordingListener stream = RecordingListener.stream().read(session);
    RecordingListener.poll().read(session, Rig.at(session, 0));
    assertThat(stream.timesSuperseded()).isEqualTo(1);
  }

  @Test
  void aSecondPollSupersedesTheHeldOneWithoutAnyProof() throws Exception {
    Session session = rig.subscribed("a");
    RecordingListener first = RecordingListener.poll().read(session);
    RecordingListener second = RecordingListener.poll().read(session);
    rig.say(session, "1");
    assertThat(first.timesSuperseded()).isEqualTo(1);
    assertThat(second.messages()).containsExactly("1");
  }

  @Test
  void aSupersededPollTookNothingAway() throws Exception {
    Session session = rig.subscribed("a");
    RecordingListener first = RecordingListener.poll().read(session);
    RecordingListener second = RecordingListener.poll().read(session);
    rig.say(session, "1");
    assertThat(first.messages()).isEmpty();
    assertThat(second.dropped()).isZero();
  }

  @Test
  void theListenerOfAnEndedResponseHasNoSuccessorToEnd() throws Exception {
    Session session = rig.subscribed("a");
    RecordingListener gone = RecordingListener.stream().read(session);
    gone.cut();
    RecordingListener.stream().read(session, Rig.at(session, 0));
    assertThat(gone.timesSuperseded()).isZero();
  }
}
