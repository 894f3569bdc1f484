package io.cablebridge.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.protocol.Command;
import io.cablebridge.protocol.HistoryRequest;
import io.cablebridge.protocol.JsonText;
import io.cablebridge.protocol.UpstreamState;
import io.cablebridge.session.delivery.Event.ChannelEvent;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The subscriptions of a session are state, which outlives its connections. */
class SubscriptionsAreStateTest {
  private static final String OTHER = "{\"channel\":\"OtherChannel\"}";
  private final Rig rig = new Rig();

  @Test
  void aHistoryRequestToRailsIsRejectedOnceWithTheFirstConfirmation() throws Exception {
    Session session = rig.open("a");
    rig.upstream(session).welcome();
    RecordingListener listener = RecordingListener.stream().read(session);
    session
        .commands()
        .execute(
            List.of(
                new Command.Subscribe(
                    JsonText.of(Rig.ROOM), new HistoryRequest(Map.of(), 1_700_000_000))));
    rig.upstream(session).confirm(Rig.ROOM);
    rig.upstream(session).confirm(Rig.ROOM);
    assertThat(listener.kinds()).containsExactly("connected", "reject_history", "connected");
  }

  @Test
  void everyWelcomeAssertsThemAllAgain() throws Exception {
    Session session = rig.subscribed("a");
    session.commands().execute(List.of(Rig.subscribe(OTHER)));
    FakeUpstream upstream = rig.upstream(session);
    upstream.lose();
    upstream.welcome();
    assertThat(upstream.calls()).endsWith("reassert " + Rig.ROOM, "reassert " + OTHER);
  }

  @Test
  void whatWasLeftIsNotAssertedAgain() throws Exception {
    Session session = rig.subscribed("a");
    session.commands().execute(List.of(Rig.subscribe(OTHER), Rig.unsubscribe(Rig.ROOM)));
    FakeUpstream upstream = rig.upstream(session);
    upstream.lose();
    upstream.welcome();
    assertThat(upstream.calls())
        .endsWith("reassert " + OTHER)
        .doesNotContain("reassert " + Rig.ROOM);
  }

  @Test
  void whatWasSubscribedBeforeTheWelcomeIsAssertedWithIt() throws Exception {
    Session session = rig.open("a");
    session.commands().execute(List.of(Rig.subscribe(Rig.ROOM)));
    rig.upstream(session).welcome();
    assertThat(rig.upstream(session).calls()).endsWith("reassert " + Rig.ROOM);
  }

  @Test
  void aLossIsReportedForEachSubscription() throws Exception {
    Session session = rig.subscribed("a");
    session.commands().execute(List.of(Rig.subscribe(OTHER)));
    RecordingListener listener = RecordingListener.stream().read(session);
    rig.upstream(session).lose();
    assertThat(listener.kinds()).containsExactly("disconnected", "disconnected");
    assertThat(listener.channelEvents())
        .extracting(event -> event.subscription().identifier().toString())
        .containsExactly(Rig.ROOM, OTHER);
  }

  @Test
  void aLossSaysThatItIsNotForGood() throws Exception {
    Session session = rig.subscribed("a");
    RecordingListener listener = RecordingListener.stream().read(session);
    rig.upstream(session).lose();
    assertThat(listener.kinds()).containsExactly("disconnected");
    assertThat(session.upstreamState()).isEqualTo(UpstreamState.RECONNECTING);
  }

  @Test
  void aLossIsReportedOnce() throws Exception {
    Session session = rig.subscribed("a");
    RecordingListener listener = RecordingListener.stream().read(session);
    rig.upstream(session).lose();
    rig.upstream(session).lose();
    rig.upstream(session).fail();
    assertThat(listener.kinds()).containsExactly("disconnected");
  }

  @Test
  void aConnectionThatWasNeverThereIsNotLost() throws Exception {
    Session session = rig.open("a");
    session.commands().execute(List.of(Rig.subscribe(Rig.ROOM)));
    RecordingListener listener = RecordingListener.stream().read(session);
    rig.upstream(session).lose();
    assertThat(listener.channelEvents()).isEmpty();
  }

  @Test
  void itsReturnIsReportedAfterTheConfirmation() throws Exception {
    Session session = rig.subscribed("a");
    RecordingListener listener = RecordingListener.stream().read(session);
    FakeUpstream upstream = rig.upstream(session);
    upstream.lose();
    upstream.welcome();
    assertThat(listener.kinds()).containsExactly("disconnected");
    upstream.confirm(Rig.ROOM);
    assertThat(listener.kinds()).containsExactly("disconnected", "connected");
  }

  @Test
  void itsChannelIdStaysTheSame() throws Exception {
    Session session = rig.subscribed("a");
    RecordingListener listener = RecordingListener.stream().read(session);
    FakeUpstream upstream = rig.upstream(session);
    upstream.confirm(Rig.ROOM);
    upstream.lose();
    upstream.welcome();
    upstream.confirm(Rig.ROOM);
    assertThat(listener.channelEvents())
        .extracting(event -> event.subscription().chanId())
        .hasSize(3)
        .containsOnly(session.chanIds().get(0));
  }

  @Test
  void aRejectedOneIsGone() throws Exception {
    Session session = rig.subscribed("a");
    RecordingListener listener = RecordingListener.stream().read(session);
    rig.upstream(session).reject(Rig.ROOM);
    assertThat(listener.kinds()).containsExactly("rejected");
    assertThat(session.chanIds()).isEmpty();
  }

  @Test
  void aRejectionByRailsHasNoReason() throws Exception {
    Session session = rig.subscribed("a");
    RecordingListener listener = RecordingListener.stream().read(session);
    rig.upstream(session).reject(Rig.ROOM);
    assertThat(listener.channelEvents().get(0).reason()).isNull();
  }

  @Test
  void oneThatWasNeverAnsweredIsRejectedWithAReason() throws Exception {
    Session session = rig.subscribed("a");
    RecordingListener listener = RecordingListener.stream().read(session);
    rig.upstream(session).giveUp(Rig.ROOM);
    assertThat(listener.channelEvents())
        .extracting(ChannelEvent::reason)
        .containsExactly("no_answer");
  }

  @Test
  void aMessageForAnEndedSubscriptionIsNotDelivered() throws Exception {
    Session session = rig.subscribed("a");
    RecordingListener listener = RecordingListener.stream().read(session);
    session.commands().execute(List.of(Rig.unsubscribe(Rig.ROOM)));
    rig.say(session, "1");
    assertThat(listener.channelEvents()).isEmpty();
  }

  @Test
  void aMessageBeforeTheConfirmationIsDelivered() throws Exception {
    Session session = rig.subscribed("a");
    RecordingListener listener = RecordingListener.stream().read(session);
    rig.say(session, "1");
    rig.upstream(session).confirm(Rig.ROOM);
    assertThat(listener.kinds()).containsExactly("received", "connected");
  }

  @Test
  void aSecondSubscriptionToTheSameIsAnother() throws Exception {
    Session session = rig.subscribed("a");
    String first = session.chanIds().get(0);
    session.commands().execute(List.of(Rig.unsubscribe(Rig.ROOM), Rig.subscribe(Rig.ROOM)));
    assertThat(session.chanIds()).hasSize(1).doesNotContain(first);
  }
}
