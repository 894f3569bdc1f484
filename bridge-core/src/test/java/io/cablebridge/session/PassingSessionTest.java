package io.cablebridge.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.session.delivery.CloseReason;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A session that lives as long as its one response keeps nothing for anybody who comes back. */
class PassingSessionTest {
  private final Rig rig = new Rig();

  private Session subscribed() throws SessionLimitException {
    Session session = rig.registry.openPassing(Rig.ALICE, new Handshake("", List.of()));
    rig.upstream(session).welcome();
    session.execute(List.of(Rig.subscribe(Rig.ROOM)));
    return session;
  }

  @Test
  void whatWasWrittenIsForgottenAtOnce() throws Exception {
    Session session = subscribed();
    RecordingListener.stream().read(session);
    rig.say(session, "1", "2", "3");
    assertThat(session.view().snapshot(rig.time.nanos()).heldBytes()).isZero();
  }

  @Test
  void whatWaitsForASlowReaderIsKept() throws Exception {
    Session session = subscribed();
    RecordingListener slow = RecordingListener.stream().read(session).pause();
    rig.say(session, "1", "2", "3");
    slow.resume();
    assertThat(slow.messages()).containsExactly("1", "2", "3");
  }

  @Test
  void itEndsSoonAfterItsListener() throws Exception {
    Session session = subscribed();
    RecordingListener.stream().read(session).finish();
    rig.advance(Duration.ofMillis(1500));
    assertThat(session.closeReason()).isEqualTo(CloseReason.EXPIRED);
    assertThat(rig.upstream(session).isOpen()).isFalse();
    assertThat(rig.registry.size()).isZero();
  }

  @Test
  void oneListenerOfTheResponseMayFollowAnother() throws Exception {
    Session session = subscribed();
    RecordingListener.stream().read(session).finish();
    rig.advance(Duration.ofMillis(500));
    RecordingListener second = RecordingListener.stream().read(session);
    rig.advance(Duration.ofSeconds(60));
    rig.say(session, "1");
    assertThat(second.messages()).containsExactly("1");
  }

  @Test
  void itEndsWhenOneOfItsSubscriptionsIsRejected() throws Exception {
    Session session = subscribed();
    RecordingListener listener = RecordingListener.stream().read(session);
    rig.upstream(session).reject(Rig.ROOM);
    rig.advance(Duration.ofMillis(500));
    assertThat(listener.kinds()).containsExactly("rejected");
    assertThat(listener.closed()).isEqualTo(CloseReason.UNAUTHORIZED);
  }

  @Test
  void anEndThatWasFixedComesInTime() throws Exception {
    Session session = subscribed();
    CloseReason expired = new CloseReason("token_expired", false);
    session.endAt(rig.time.nanos() + Duration.ofSeconds(10).toNanos(), expired);
    RecordingListener listener = RecordingListener.stream().read(session);
    rig.advance(Duration.ofMillis(9500));
    assertThat(listener.closed()).isNull();
    rig.advance(Duration.ofSeconds(1));
    assertThat(listener.closed()).isEqualTo(expired);
  }
}
