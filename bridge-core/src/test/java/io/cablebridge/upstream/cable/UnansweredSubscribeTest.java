package io.cablebridge.upstream.cable;

import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.session.RecordingListener;
import io.cablebridge.session.Session;
import io.cablebridge.session.delivery.Event.ChannelEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Rails does not answer many mistakes: a subscribe is repeated, then rejected. */
class UnansweredSubscribeTest {
  private static final Duration TIMEOUT = Duration.ofMillis(5250);
  private final CableRig rig =
      new CableRig(settings -> settings.staleAfter = Duration.ofMinutes(5));

  @AfterEach
  void stop() {
    rig.close();
  }

  @Test
  void itIsSentAgainAfterTheTimeout() {
    Session session = unanswered(5);
    rig.pass(TIMEOUT);
    rig.eventually(() -> rig.commands().size() == 2);
    rig.rails.behave();
    rig.settle(session);
    assertThat(rig.commands()).containsExactly("subscribe r1", "subscribe r1");
  }

  @Test
  void itIsNotSentAgainBeforeTheTimeout() {
    Session session = unanswered(5);
    rig.pass(Duration.ofMillis(4750));
    rig.rails.behave();
    rig.settle(session);
    assertThat(rig.commands()).containsExactly("subscribe r1");
  }

  @Test
  void anAnswerToTheSecondTryIsGoodEnough() {
    Session session = unanswered(1);
    RecordingListener listener = rig.listen(session);
    rig.pass(TIMEOUT);
    rig.eventually(() -> listener.kinds().size() == 1);
    assertThat(listener.kinds()).containsExactly("connected");
  }

  @Test
  void afterTheThirdTryItIsRejectedForWantOfAnAnswer() {
    Session session = unanswered(5);
    RecordingListener listener = rig.listen(session);
    rig.pass(TIMEOUT.multipliedBy(3));
    assertThat(listener.kinds()).containsExactly("rejected");
    assertThat(listener.channelEvents())
        .extracting(ChannelEvent::reason)
        .containsExactly("no_answer");
    assertThat(session.chanIds()).isEmpty();
  }

  @Test
  void whatRailsMayHaveKeptIsClearedThere() {
    Session session = unanswered(5);
    rig.pass(TIMEOUT.multipliedBy(3));
    rig.rails.behave();
    rig.settle(session);
    assertThat(rig.commands())
        .containsExactly("subscribe r1", "subscribe r1", "subscribe r1", "unsubscribe r1");
  }

  @Test
  void nothingIsSentAfterwards() {
    Session session = unanswered(5);
    rig.listen(session);
    rig.pass(TIMEOUT.multipliedBy(10));
    rig.rails.behave();
    rig.settle(session);
    assertThat(rig.commands()).hasSize(4);
  }

  @Test
  void whatWasHeldForItIsNeverSent() {
    Session session = unanswered(5);
    rig.send(session, CableRig.ROOM, "{\"n\":1}");
    rig.pass(TIMEOUT.multipliedBy(4));
    rig.rails.behave();
    rig.settle(session);
    assertThat(rig.commands()).doesNotContain("message r1 {\"n\":1}");
  }

  @Test
  void itMayBeTriedAgainByTheClient() {
    Session session = unanswered(3);
    rig.pass(TIMEOUT.multipliedBy(3));
    rig.subscribe(session, CableRig.ROOM);
    rig.pass(Duration.ofMillis(500));
    rig.eventually(() -> rig.rails.subscribers(CableRig.ROOM) == 1);
  }

  @Test
  void aNewConnectionRestartsTheCount() {
    Session session = unanswered(100);
    RecordingListener listener = rig.listen(session);
    rig.pass(TIMEOUT.multipliedBy(2));
    rig.eventually(() -> rig.commands().size() == 3);
    rig.drop(session);
    rig.reconnect(session);
    rig.eventually(() -> rig.commands().size() == 4);
    rig.pass(TIMEOUT);
    assertThat(listener.kinds()).doesNotContain("rejected");
  }

  @Test
  void aLateRejectionDoesNotShortenTheDistanceToTheNextTry() {
    Session session = unanswered(3);
    rig.pass(Duration.ofSeconds(15));
    rig.eventually(() -> rig.commands().contains("unsubscribe r1"));
    rig.subscribe(session, CableRig.ROOM);
    rig.rails.sendRaw(
        "{\"identifier\":\"{\\\"channel\\\":\\\"ChatChannel\\\",\\\"room\\\":\\\"r1\\\"}\","
            + "\"type\":\"reject_subscription\"}");
    rig.settle(session);
    assertThat(rig.commands()).endsWith("unsubscribe r1");
    assertThat(session.chanIds()).hasSize(1);
  }

  @Test
  void repeatedSubscribesAndUnsubscribesAreLimited() {
    CableRig narrow =
        new CableRig(
            settings -> {
              settings.staleAfter = Duration.ofMinutes(5);
              settings.maxHeldCommands = 3;
            });
    try {
      Session session = narrow.welcomed("a");
      narrow.rails.ignoreSubscribes(100);
      List<@Nullable String> errors = new ArrayList<>();
      for (int n = 0; n < 5; n++) {
        String identifier = "{\"channel\":\"C\",\"n\":" + n + "}";
        errors.add(narrow.subscribe(session, identifier).error());
        narrow.unsubscribe(session, identifier);
      }
      assertThat(errors)
          .containsExactly(null, null, null, "upstream_unavailable", "upstream_unavailable");
    } finally {
      narrow.close();
    }
  }

  /** A session with a subscription to the room that Rails leaves unanswered this many times. */
  private Session unanswered(int times) {
    Session session = rig.welcomed("a");
    rig.rails.ignoreSubscribes(times);
    rig.subscribe(session, CableRig.ROOM);
    rig.eventually(() -> rig.commands().size() == 1);
    return session;
  }
}
