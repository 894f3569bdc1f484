package io.cablebridge.upstream.cable;

import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.session.RecordingListener;
import io.cablebridge.session.Session;
import io.cablebridge.session.command.Reply;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Rails may reorder commands; so each one waits for the answer to the one before. */
class CommandsInOrderTest {
  private final CableRig rig =
      new CableRig(
          settings -> {
            settings.maxHeldCommands = 3;
            settings.resubscribeDelay = Duration.ofSeconds(2);
          });

  @AfterEach
  void stop() {
    rig.close();
  }

  @Test
  void anActionIsSentAtOnceWhereTheSubscriptionIsConfirmed() {
    Session session = rig.subscribed("a");
    rig.send(session, CableRig.ROOM, "{\"n\":1}");
    rig.eventually(() -> rig.commands().size() == 2);
    assertThat(rig.commands()).endsWith("message r1 {\"n\":1}");
  }

  @Test
  void anActionIsHeldUntilTheConfirmation() {
    Session session = unconfirmed();
    Reply reply = rig.send(session, CableRig.ROOM, "{\"n\":1}");
    rig.settle(session);
    assertThat(reply.error()).isNull();
    assertThat(rig.commands()).containsExactly("subscribe r1");
  }

  @Test
  void heldActionsFollowTheConfirmationInOrder() {
    Session session = unconfirmed();
    rig.send(session, CableRig.ROOM, "{\"n\":1}");
    rig.send(session, CableRig.ROOM, "{\"n\":2}");
    rig.send(session, CableRig.ROOM, "{\"n\":3}");
    confirm();
    rig.eventually(() -> rig.commands().size() == 4);
    assertThat(rig.commands())
        .containsExactly(
            "subscribe r1", "message r1 {\"n\":1}", "message r1 {\"n\":2}", "message r1 {\"n\":3}");
  }

  @Test
  void theConfirmationIsReportedBeforeTheAnswersToHeldCommands() {
    Session session = rig.welcomed("a");
    RecordingListener listener = rig.listen(session);
    rig.subscribe(session, CableRig.ROOM);
    rig.send(session, CableRig.ROOM, "{\"n\":1}");
    rig.eventually(() -> listener.kinds().size() == 2);
    assertThat(listener.kinds()).containsExactly("connected", "received");
  }

  @Test
  void tooManyHeldActionsAreRefused() {
    Session session = unconfirmed();
    for (int i = 0; i < 3; i++) {
      assertThat(rig.send(session, CableRig.ROOM, "{}").error()).isNull();
    }
    assertThat(rig.send(session, CableRig.ROOM, "{}").error()).isEqualTo("upstream_unavailable");
  }

  @Test
  void oneUnconfirmedSubscriptionHoldsNoOther() {
    Session session = unconfirmed();
    rig.subscribe(session, CableRig.OTHER);
    rig.eventually(() -> rig.rails.subscribers(CableRig.OTHER) == 1);
    rig.settle(session);
    rig.send(session, CableRig.OTHER, "{\"n\":1}");
    rig.eventually(() -> rig.commands().contains("message r2 {\"n\":1}"));
  }

  @Test
  void anUnsubscribeIsHeldUntilTheConfirmationToo() {
    Session session = unconfirmed();
    rig.unsubscribe(session, CableRig.ROOM);
    rig.settle(session);
    assertThat(rig.commands()).containsExactly("subscribe r1");
    confirm();
    rig.eventually(() -> rig.commands().size() == 2);
    assertThat(rig.commands()).endsWith("unsubscribe r1");
  }

  @Test
  void aConfirmationAfterAnUnsubscribeIsNotReported() {
    Session session = unconfirmed();
    RecordingListener listener = rig.listen(session);
    rig.unsubscribe(session, CableRig.ROOM);
    confirm();
    rig.eventually(() -> rig.commands().contains("unsubscribe r1"));
    assertThat(listener.kinds()).isEmpty();
  }

  @Test
  void aSubscribeKeepsItsDistanceFromTheUnsubscribeBefore() {
    Session session = rig.subscribed("a");
    rig.unsubscribe(session, CableRig.ROOM);
    rig.subscribe(session, CableRig.ROOM);
    rig.pass(Duration.ofMillis(1750));
    rig.settle(session);
    assertThat(rig.commands()).containsExactly("subscribe r1", "unsubscribe r1");
    rig.pass(Duration.ofMillis(2250));
    rig.eventually(() -> rig.rails.subscribers(CableRig.ROOM) == 1);
    assertThat(rig.commands()).containsExactly("subscribe r1", "unsubscribe r1", "subscribe r1");
  }

  @Test
  void anActionBehindAHeldSubscribeWaitsForItsConfirmation() {
    Session session = rig.subscribed("a");
    rig.unsubscribe(session, CableRig.ROOM);
    rig.subscribe(session, CableRig.ROOM);
    rig.send(session, CableRig.ROOM, "{\"n\":1}");
    rig.settle(session);
    assertThat(rig.commands()).hasSize(2);
    rig.pass(Duration.ofMillis(2250));
    rig.eventually(() -> rig.commands().size() == 4);
    assertThat(rig.commands()).endsWith("subscribe r1", "message r1 {\"n\":1}");
  }

  @Test
  void comingAndGoingPilesUpNothing() {
    Session session = unconfirmed();
    for (int i = 0; i < 1000; i++) {
      rig.unsubscribe(session, CableRig.ROOM);
      rig.subscribe(session, CableRig.ROOM);
    }
    assertThat(rig.send(session, CableRig.ROOM, "{\"n\":1}").error()).isNull();
    confirm();
    rig.eventually(() -> rig.commands().contains("unsubscribe r1"));
    rig.pass(Duration.ofMillis(2250));
    rig.eventually(() -> rig.commands().contains("message r1 {\"n\":1}"));
    assertThat(rig.commands())
        .containsExactly("subscribe r1", "unsubscribe r1", "subscribe r1", "message r1 {\"n\":1}");
  }

  @Test
  void aRejectionTakesWhatWasHeldWithIt() {
    Session session = unconfirmed();
    RecordingListener listener = rig.listen(session);
    rig.send(session, CableRig.ROOM, "{\"n\":1}");
    rig.rails.sendRaw(
        "{\"identifier\":\"{\\\"channel\\\":\\\"ChatChannel\\\",\\\"room\\\":\\\"r1\\\"}\","
            + "\"type\":\"reject_subscription\"}");
    rig.eventually(() -> listener.kinds().contains("rejected"));
    rig.settle(session);
    assertThat(rig.commands()).containsExactly("subscribe r1");
    assertThat(rig.send(session, CableRig.ROOM, "{}").error()).isEqualTo("not_subscribed");
  }

  @Test
  void aRejectedChannelMayBeTriedAgain() {
    Session session = rig.welcomed("a");
    RecordingListener listener = rig.listen(session);
    rig.rails.rejectNext();
    rig.subscribe(session, CableRig.ROOM);
    rig.eventually(() -> listener.kinds().contains("rejected"));
    rig.subscribe(session, CableRig.ROOM);
    rig.eventually(() -> listener.kinds().contains("connected"));
  }

  @Test
  void aLossHoldsWhatWasHeldForTheNextConfirmation() {
    Session session = unconfirmed();
    rig.send(session, CableRig.ROOM, "{\"n\":1}");
    rig.drop(session);
    rig.reconnect(session);
    rig.eventually(() -> rig.commands().contains("message r1 {\"n\":1}"));
    assertThat(rig.commands())
        .containsExactly("subscribe r1", "subscribe r1", "message r1 {\"n\":1}");
  }

  @Test
  void theTextOfACommandIsTheClientsOwn() {
    Session session = rig.welcomed("a");
    String identifier = "{ \"room\" : \"r1\",\n\"channel\":\"ChatChannel\", \"x\":1.0e0 }";
    rig.subscribe(session, identifier);
    rig.eventually(() -> rig.rails.subscribers(identifier) == 1);
  }

  /** A session with a subscription to the room that Rails has received and not answered. */
  private Session unconfirmed() {
    Session session = rig.welcomed("a");
    rig.rails.ignoreSubscribes(1);
    rig.subscribe(session, CableRig.ROOM);
    rig.eventually(() -> rig.commands().size() == 1);
    return session;
  }

  private void confirm() {
    rig.rails.sendRaw(
        "{\"identifier\":\"{\\\"channel\\\":\\\"ChatChannel\\\",\\\"room\\\":\\\"r1\\\"}\","
            + "\"type\":\"confirm_subscription\"}");
  }
}
