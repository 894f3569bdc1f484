package io.cablebridge.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.session.delivery.CloseReason;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A session outlives its last listener for a while, and no longer. */
class LingerTest {
  private static final Duration LINGER = Duration.ofSeconds(12);
  private final Rig rig = new Rig(settings -> settings.linger = LINGER);

  @Test
  void aSessionIsKeptWhileItLingers() throws Exception {
    Session session = rig.subscribed("a");
    RecordingListener.stream().read(session).cut();
    rig.advance(LINGER.minusSeconds(1));
    assertThat(rig.registry.find("a")).isSameAs(session);
  }

  @Test
  void aSessionEndsWhenItHasLingered() throws Exception {
    Session session = rig.subscribed("a");
    RecordingListener.stream().read(session).cut();
    rig.advance(LINGER.plusSeconds(1));
    assertThat(session.closeReason()).isEqualTo(CloseReason.EXPIRED);
  }

  @Test
  void anExpiredSessionIsForgottenAtOnce() throws Exception {
    Session session = rig.subscribed("a");
    RecordingListener.stream().read(session).cut();
    rig.advance(LINGER.plusSeconds(1));
    assertThat(rig.registry.find("a")).isNull();
    assertThat(rig.registry.size()).isZero();
  }

  @Test
  void anExpiredSessionClosesItsUpstream() throws Exception {
    Session session = rig.subscribed("a");
    RecordingListener.stream().read(session).cut();
    rig.advance(LINGER.plusSeconds(1));
    assertThat(rig.upstream(session).isOpen()).isFalse();
  }

  @Test
  void aSessionWithAListenerNeverExpires() throws Exception {
    Session session = rig.subscribed("a");
    RecordingListener.stream().read(session);
    rig.advance(LINGER.multipliedBy(20));
    assertThat(session.closeReason()).isNull();
  }

  @Test
  void aSessionThatNobodyEverReadExpires() throws Exception {
    rig.subscribed("a");
    rig.advance(LINGER.plusSeconds(1));
    assertThat(rig.registry.find("a")).isNull();
  }

  @Test
  void whoComesBackInTimeFindsWhatWasSaidMeanwhile() throws Exception {
    Session session = rig.subscribed("a");
    RecordingListener.stream().read(session).cut();
    rig.say(session, "1");
    rig.advance(LINGER.minusSeconds(1));
    rig.say(session, "2");
    assertThat(RecordingListener.stream().read(session).messages()).containsExactly("1", "2");
  }

  @Test
  void whoComesBackStopsTheClock() throws Exception {
    Session session = rig.subscribed("a");
    RecordingListener.stream().read(session).cut();
    rig.advance(LINGER.minusSeconds(1));
    RecordingListener.stream().read(session);
    rig.advance(LINGER);
    assertThat(session.closeReason()).isNull();
  }

  @Test
  void aPostStartsTheClockAnew() throws Exception {
    Session session = rig.subscribed("a");
    rig.advance(LINGER.minusSeconds(1));
    session.execute(List.of(Rig.send(Rig.ROOM, "{}")));
    rig.advance(LINGER.minusSeconds(1));
    assertThat(session.closeReason()).isNull();
  }

  @Test
  void withoutALingerASessionEndsWithItsLastListener() throws Exception {
    Rig strict = new Rig(settings -> settings.linger = Duration.ZERO);
    Session session = strict.subscribed("a");
    RecordingListener.stream().read(session).cut();
    strict.advance(Duration.ofMillis(250));
    assertThat(strict.registry.find("a")).isNull();
  }

  @Test
  void theIdMayBeUsedAgainAfterwards() throws Exception {
    Session first = rig.subscribed("a");
    rig.advance(LINGER.plusSeconds(1));
    Session second = rig.open("a");
    assertThat(second.epoch()).isNotEqualTo(first.epoch());
  }
}
