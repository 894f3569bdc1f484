package io.cablebridge.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.protocol.Command;
import io.cablebridge.session.command.Reply;
import io.cablebridge.session.delivery.CloseReason;
import io.cablebridge.session.diagnostics.EngineSnapshot;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a client may pile up in a session is bounded. */
class LimitsTest {

  @Test
  void oneSubscriptionTooManyIsRefused() throws Exception {
    Rig rig = new Rig(settings -> settings.maxSubscriptions = 2);
    Session session = rig.open("a");
    List<Reply> replies =
        session.execute(List.of(channel("A"), channel("B"), channel("C"), channel("A")));
    assertThat(replies.get(2)).isEqualTo(new Reply(null, "too_many_subscriptions"));
    assertThat(replies.get(3)).isEqualTo(replies.get(0));
    assertThat(rig.upstream(session).calls()).hasSize(3);
  }

  @Test
  void thePlaceOfALeftSubscriptionIsFree() throws Exception {
    Rig rig = new Rig(settings -> settings.maxSubscriptions = 1);
    Session session = rig.open("a");
    List<Reply> replies =
        session.execute(
            List.of(channel("A"), Rig.unsubscribe("{\"channel\":\"A\"}"), channel("B")));
    assertThat(replies.get(2).error()).isNull();
  }

  @Test
  void thePlaceOfARejectedSubscriptionIsFree() throws Exception {
    Rig rig = new Rig(settings -> settings.maxSubscriptions = 1);
    Session session = rig.subscribed("a");
    rig.upstream(session).reject(Rig.ROOM);
    assertThat(session.execute(List.of(channel("B"))).get(0).error()).isNull();
  }

  @Test
  void aSnapshotShowsNoWholeId() throws Exception {
    Rig rig = new Rig();
    Session session = rig.subscribed("0123456789abcdef");
    String name = session.view().snapshot(rig.time.nanos()).shortId();
    assertThat(name).hasSize(8);
    assertThat(session.epoch()).startsWith(name).hasSizeGreaterThan(16);
  }

  @Test
  void theEngineCountsWhatItCarries() throws Exception {
    Rig rig = new Rig();
    Session session = rig.subscribed("a");
    RecordingListener.stream().read(session);
    rig.say(session, "1", "2");
    session.close(CloseReason.DELETED);
    EngineSnapshot snapshot = rig.registry.snapshot();
    assertThat(snapshot.messagesIn()).isEqualTo(2);
    assertThat(snapshot.messagesOut()).isEqualTo(2);
    assertThat(snapshot.sessionsOpened()).isEqualTo(1);
    assertThat(snapshot.sessionsClosed()).isEqualTo(1);
  }

  @Test
  void whatWasLostIsNotCountedAsDelivered() throws Exception {
    Rig rig = new Rig(settings -> settings.queueEvents = 1);
    Session session = rig.subscribed("a");
    rig.say(session, "1", "2", "3");
    RecordingListener.stream().read(session);
    assertThat(rig.registry.snapshot().messagesOut()).isEqualTo(1);
  }

  @Test
  void aLossThatIsToldTwiceIsCountedOnce() throws Exception {
    Rig rig = new Rig(settings -> settings.queueEvents = 1);
    Session session = rig.subscribed("a");
    rig.say(session, "1", "2", "3");
    RecordingListener cut = RecordingListener.stream().pause().read(session);
    cut.takeOne();
    cut.cut();
    RecordingListener.stream().read(session);
    assertThat(rig.registry.snapshot().messagesDropped()).isEqualTo(2);
    assertThat(session.view().snapshot(rig.time.nanos()).dropped()).isEqualTo(2);
  }

  @Test
  void everyListenerIsTickedAndToldWhetherTheUpstreamIsWell() throws Exception {
    Rig rig = new Rig();
    Session session = rig.subscribed("a");
    RecordingListener listener = RecordingListener.stream().read(session);
    rig.advance(Duration.ofSeconds(1));
    rig.upstream(session).lose();
    rig.advance(Duration.ofSeconds(1));
    assertThat(listener.ticks()).isEqualTo(8);
    assertThat(listener.healthyTicks()).isEqualTo(4);
    assertThat(rig.upstream(session).ticks()).isEqualTo(8);
  }

  private static Command channel(String name) {
    return Rig.subscribe("{\"channel\":\"" + name + "\"}");
  }
}
