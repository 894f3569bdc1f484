package io.cablebridge.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Limits that change while sessions live: the number at once, the rest for new sessions. */
class AdoptedLimitsTest {
  private final Rig rig = new Rig(settings -> settings.maxSessions = 2);

  private void adopt(Consumer<Settings> change) {
    Settings settings = new Settings();
    change.accept(settings);
    rig.registry.adopt(settings.build());
  }

  @Test
  void moreSessionsFindRoomAtOnce() throws Exception {
    rig.open("a");
    rig.open("b");
    assertThatThrownBy(() -> rig.open("c")).isInstanceOf(SessionLimitException.class);
    adopt(settings -> settings.maxSessions = 3);
    assertThat(rig.open("c").closeReason()).isNull();
    assertThat(rig.registry.snapshot().maxSessions()).isEqualTo(3);
  }

  @Test
  void fewerSessionsEndNobody() throws Exception {
    Session living = rig.open("a");
    rig.open("b");
    adopt(settings -> settings.maxSessions = 1);
    assertThat(living.closeReason()).isNull();
    assertThatThrownBy(() -> rig.open("c")).isInstanceOf(SessionLimitException.class);
  }

  @Test
  void aQueueKeepsTheLengthThatItWasPromised() throws Exception {
    Session old = rig.subscribed("a");
    adopt(settings -> settings.queueEvents = 2);
    Session young = rig.subscribed("b");
    for (Session session : new Session[] {old, young}) {
      rig.say(session, "1", "2", "3", "4");
    }
    assertThat(RecordingListener.stream().read(young).messages()).containsExactly("3", "4");
    assertThat(RecordingListener.stream().read(old).messages()).containsExactly("1", "2", "3", "4");
  }
}
