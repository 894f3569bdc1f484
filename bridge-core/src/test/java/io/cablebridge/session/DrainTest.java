package io.cablebridge.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cablebridge.protocol.CloseReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A drain closes the sessions one after the other, and refuses new ones. */
class DrainTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final Rig rig = new Rig(settings -> settings.linger = Duration.ofMinutes(10));
  private final Drain drain = new Drain(rig.registry, rig.time, LIMIT);
  private final List<RecordingListener> readers = new ArrayList<>();

  private void read(int sessions) throws Exception {
    for (int i = 0; i < sessions; i++) {
      readers.add(RecordingListener.stream().read(rig.subscribed("s" + i)));
    }
  }

  private long closed() {
    return readers.stream().filter(reader -> reader.closed() != null).count();
  }

  @Test
  void nothingHappensBeforeItBegins() throws Exception {
    read(2);
    rig.advance(LIMIT);
    assertThat(drain.progress()).isEqualTo(new DrainProgress(false, 0, 2, Duration.ZERO, LIMIT));
    assertThat(closed()).isZero();
    rig.open("new");
  }

  @Test
  void newSessionsAreRefusedAtOnceAndTheOthersStayOpen() throws Exception {
    read(4);
    drain.begin();
    assertThatThrownBy(() -> rig.open("new"))
        .isInstanceOfSatisfying(
            SessionLimitException.class,
            refused ->
                assertThat(refused.why()).isEqualTo(SessionLimitException.Cause.SHUTTING_DOWN));
    assertThat(rig.registry.isClosing()).isTrue();
    assertThat(closed()).isZero();
  }

  @Test
  void theSessionsCloseEvenlyOverTheTime() throws Exception {
    read(100);
    drain.begin();
    for (int second = 1; second < 10; second++) {
      rig.advance(Duration.ofSeconds(1));
      assertThat(closed()).as("after %s s", second).isEqualTo(second * 10L);
    }
    rig.advance(Duration.ofSeconds(1));
    assertThat(readers)
        .allSatisfy(reader -> assertThat(reader.closed()).isEqualTo(CloseReason.SHUTTING_DOWN));
    assertThat(rig.registry.size()).isZero();
  }

  @Test
  void aSessionBetweenTwoPollsClosesAtTheEnd() throws Exception {
    Session polled = rig.subscribed("polled");
    RecordingListener.poll().read(polled);
    rig.say(polled, "1"); // the poll is answered and over
    rig.say(polled, "2"); // waits for the next one
    read(10);
    drain.begin();
    rig.advance(LIMIT.minusMillis(1));
    assertThat(polled.closeReason()).isNull();
    assertThat(closed()).isEqualTo(10);
    rig.advance(Duration.ofMillis(1));
    assertThat(polled.closeReason()).isEqualTo(CloseReason.SHUTTING_DOWN);
  }

  @Test
  void itsProgressCanBeRead() throws Exception {
    read(4);
    drain.begin();
    rig.advance(Duration.ofSeconds(5));
    assertThat(drain.progress())
        .isEqualTo(new DrainProgress(true, 4, 2, Duration.ofSeconds(5), LIMIT));
  }

  @Test
  void aSessionThatEndsByItselfNeedNotBeClosed() throws Exception {
    read(4);
    drain.begin();
    rig.registry.find("s0").close(CloseReason.DELETED);
    rig.registry.find("s1").close(CloseReason.DELETED);
    rig.advance(Duration.ofSeconds(5));
    assertThat(drain.progress().sessionsLeft()).isEqualTo(2);
  }

  @Test
  void aSecondBeginHasNoEffect() throws Exception {
    read(10);
    drain.begin();
    rig.advance(Duration.ofSeconds(5));
    drain.reconfigure(Duration.ofHours(1));
    drain.begin();
    assertThat(drain.progress().sessionsAtBegin()).isEqualTo(10);
    rig.advance(Duration.ofSeconds(5));
    assertThat(closed()).isEqualTo(10);
  }

  @Test
  void withoutATimeoutAllSessionsCloseTogether() throws Exception {
    read(10);
    drain.reconfigure(Duration.ZERO);
    drain.begin();
    rig.advance(Duration.ofMillis(250));
    assertThat(closed()).isEqualTo(10);
  }

  @Test
  void aDrainEndsWithTheLastSession() throws Exception {
    int before = rig.time.waiting();
    read(1);
    drain.begin();
    rig.advance(LIMIT.plusSeconds(1));
    assertThat(rig.time.waiting()).isEqualTo(before);
  }
}
