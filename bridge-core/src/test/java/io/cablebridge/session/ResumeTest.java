package io.cablebridge.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.session.delivery.Event;
import io.cablebridge.session.delivery.UpstreamState;
import org.junit.jupiter.api.Test;

/** Whoever shows a position of the session gets everything after it, and nothing before. */
class ResumeTest {
  private final Rig rig = new Rig();

  @Test
  void aStreamGoesOnAfterItsPosition() throws Exception {
    Session session = rig.subscribed("a");
    RecordingListener first = RecordingListener.stream().read(session);
    rig.say(session, "1", "2", "3");
    first.cut();
    RecordingListener second = RecordingListener.stream().read(session, Rig.at(session, 1));
    assertThat(second.messages()).containsExactly("2", "3");
  }

  @Test
  void aStreamThatResumesIsToldSo() throws Exception {
    Session session = rig.subscribed("a");
    RecordingListener listener = RecordingListener.stream().read(session, Rig.at(session, 0));
    assertThat(listener.next()).isEqualTo(new Event.Joined(UpstreamState.OPEN, true));
    listener.assertExhausted();
  }

  @Test
  void aStreamThatComesForTheFirstTimeIsToldSo() throws Exception {
    Session session = rig.subscribed("a");
    RecordingListener listener = RecordingListener.stream().read(session);
    assertThat(listener.next()).isEqualTo(new Event.Joined(UpstreamState.OPEN, false));
  }

  @Test
  void whatTheCutConnectionSwallowedIsSentAgain() throws Exception {
    Session session = rig.subscribed("a");
    RecordingListener first = RecordingListener.stream().read(session).pause();
    rig.say(session, "1");
    first.takeOne();
    first.cut();
    assertThat(RecordingListener.stream().read(session).messages()).containsExactly("1");
  }

  @Test
  void whatWasWrittenButNotReceivedIsSentAgainToWhoSaysSo() throws Exception {
    Session session = rig.subscribed("a");
    RecordingListener first = RecordingListener.stream().read(session);
    rig.say(session, "1");
    first.finish();
    RecordingListener second = RecordingListener.stream().read(session, Rig.at(session, 0));
    assertThat(second.messages()).containsExactly("1");
  }

  @Test
  void withoutAPositionOneGoesOnAfterWhatWasWritten() throws Exception {
    Session session = rig.subscribed("a");
    RecordingListener first = RecordingListener.stream().read(session);
    rig.say(session, "1", "2");
    first.finish();
    rig.say(session, "3");
    assertThat(RecordingListener.stream().read(session).messages()).containsExactly("3");
  }

  @Test
  void aPositionThatIsNotHeldAnyMoreIsAnsweredWithTheLoss() throws Exception {
    Rig narrow = new Rig(settings -> settings.queueEvents = 2);
    Session session = narrow.subscribed("a");
    narrow.say(session, "1", "2", "3", "4", "5");
    RecordingListener listener = RecordingListener.stream().read(session, Rig.at(session, 1));
    assertThat(listener.dropped()).isEqualTo(2);
    assertThat(listener.messages()).containsExactly("4", "5");
  }

  @Test
  void aPositionAtTheEndIsAnsweredWithNothingOld() throws Exception {
    Session session = rig.subscribed("a");
    rig.say(session, "1", "2");
    RecordingListener listener = RecordingListener.stream().read(session, Rig.at(session, 2));
    assertThat(listener.channelEvents()).isEmpty();
    assertThat(listener.position()).isEqualTo(Rig.at(session, 2));
  }

  @Test
  void thePositionMovesWithWhatWasWritten() throws Exception {
    Session session = rig.subscribed("a");
    RecordingListener listener = RecordingListener.stream().read(session);
    rig.say(session, "1", "2");
    assertThat(listener.position()).isEqualTo(Rig.at(session, 2));
  }

  @Test
  void thePositionDoesNotMoveBeforeTheWriteHasEnded() throws Exception {
    Session session = rig.subscribed("a");
    RecordingListener listener = RecordingListener.stream().read(session).pause();
    rig.say(session, "1");
    listener.takeOne();
    assertThat(listener.position()).isEqualTo(Rig.at(session, 0));
  }
}
