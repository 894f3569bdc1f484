package io.cablebridge.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.session.delivery.CloseReason;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Between two polls a session lives for thirty seconds at least, whatever the linger. */
class PollLingerTest {

  @Test
  void aShortLingerDoesNotEndASessionBetweenTwoPolls() throws Exception {
    Rig rig = new Rig(settings -> settings.linger = Duration.ofSeconds(1));
    Session session = rig.subscribed("a");
    RecordingListener.poll().read(session).timeOut();
    rig.advance(Duration.ofSeconds(29));
    assertThat(session.closeReason()).isNull();
  }

  @Test
  void afterThirtySecondsAShortLingerIsOver() throws Exception {
    Rig rig = new Rig(settings -> settings.linger = Duration.ofSeconds(1));
    Session session = rig.subscribed("a");
    RecordingListener.poll().read(session).timeOut();
    rig.advance(Duration.ofSeconds(31));
    assertThat(session.closeReason()).isEqualTo(CloseReason.EXPIRED);
  }

  @Test
  void aLongerLingerHoldsForPollsToo() throws Exception {
    Rig rig = new Rig(settings -> settings.linger = Duration.ofMinutes(2));
    Session session = rig.subscribed("a");
    RecordingListener.poll().read(session).timeOut();
    rig.advance(Duration.ofSeconds(119));
    assertThat(session.closeReason()).isNull();
  }

  @Test
  void whoChangesToAStreamLingersAsAStream() throws Exception {
    Rig rig = new Rig(settings -> settings.linger = Duration.ofSeconds(1));
    Session session = rig.subscribed("a");
    RecordingListener.poll().read(session).timeOut();
    RecordingListener.stream().read(session).cut();
    rig.advance(Duration.ofSeconds(2));
    assertThat(session.closeReason()).isEqualTo(CloseReason.EXPIRED);
  }

  @Test
  void aPollThatIsHeldKeepsItsSession() throws Exception {
    Rig rig = new Rig(settings -> settings.linger = Duration.ofSeconds(1));
    Session session = rig.subscribed("a");
    RecordingListener.poll().read(session);
    rig.advance(Duration.ofSeconds(60));
    assertThat(session.closeReason()).isNull();
  }
}
