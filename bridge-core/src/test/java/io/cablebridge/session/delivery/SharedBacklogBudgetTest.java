package io.cablebridge.session.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.bounded.HeapBudget;
import io.cablebridge.protocol.CloseReason;
import io.cablebridge.protocol.JsonText;
import io.cablebridge.session.FakeTime;
import io.cablebridge.session.FakeUpstream;
import io.cablebridge.session.Rig;
import io.cablebridge.session.Session;
import io.cablebridge.session.SessionConfig;
import io.cablebridge.session.SessionCounters;
import io.cablebridge.session.SharedResources;
import io.cablebridge.session.command.Handshake;
import io.cablebridge.session.delivery.Event.ChannelEvent;
import io.cablebridge.session.delivery.Event.Kind;
import io.cablebridge.session.diagnostics.DropCause;
import io.cablebridge.setting.ConfigRecords;
import java.util.List;
import org.junit.jupiter.api.Test;

/** All backlogs together are bounded; each keeps its newest event unless it is large. */
class SharedBacklogBudgetTest {
  private static final int EVENT = 96;
  private final HeapBudget budget = new HeapBudget(10 * EVENT);

  @Test
  void whileThereIsRoomEverythingIsKept() {
    Backlog one = filled(5);
    Backlog two = filled(5);
    assertThat(one.oldest()).isEqualTo(1);
    assertThat(two.oldest()).isEqualTo(1);
  }

  @Test
  void aFullBudgetDropsTheOldestEventOfTheSession() {
    Backlog backlog = filled(15);
    assertThat(backlog.newest() - backlog.oldest() + 1).isEqualTo(10);
  }

  @Test
  void aBudgetFullOfOthersKeepsTheNewestEvent() {
    filled(10);
    Backlog late = filled(5);
    assertThat(late.oldest()).isEqualTo(5);
    assertThat(late.get(5).offset()).isEqualTo(5);
  }

  @Test
  void aLargeEventIsDroppedWhenTheBudgetIsOverfull() {
    HeapBudget narrow = new HeapBudget(20_000);
    Backlog last = new Backlog(100, 1 << 20, narrow);
    for (int i = 0; i < 10; i++) {
      last = new Backlog(100, 1 << 20, narrow);
      DropCause cause = last.append(large(1));
      boolean kept = i < 5;
      assertThat(last.oldest()).isEqualTo(kept ? 1 : 2);
      assertThat(last.newest()).isEqualTo(1);
      assertThat(cause).isEqualTo(kept ? null : DropCause.MEMORY);
    }
    assertThat(narrow.held()).isLessThanOrEqualTo(25_000);
    last.append(event(2));
    assertThat(last.get(2).offset()).isEqualTo(2);
  }

  @Test
  void removedEventsMakeRoom() {
    Backlog gone = filled(10);
    gone.removeUpTo(10);
    assertThat(filled(10).oldest()).isEqualTo(1);
  }

  @Test
  void aFullQueueGivesBackWhatItDrops() {
    Backlog narrow = new Backlog(2, 1 << 20, budget);
    for (int i = 0; i < 100; i++) {
      narrow.append(event(narrow.newest() + 1));
    }
    assertThat(filled(8).oldest()).isEqualTo(1);
  }

  @Test
  void aRemovedSessionReleasesItsBytes() {
    FakeUpstream.Factory upstreams = new FakeUpstream.Factory();
    Session session =
        new Session(
            "a",
            Rig.ALICE,
            new Handshake("", List.of()),
            false,
            new SharedResources(
                ConfigRecords.defaults(SessionConfig.class),
                budget,
                new SessionCounters(),
                upstreams,
                new FakeTime(),
                ended -> {}));
    session.begin();
    FakeUpstream upstream = upstreams.of(session);
    upstream.welcome();
    session.commands().execute(List.of(Rig.subscribe(Rig.ROOM)));
    for (int i = 0; i < 10; i++) {
      upstream.message(Rig.ROOM, "1");
    }
    session.close(CloseReason.EXPIRED);
    session.evicted();
    assertThat(filled(10).oldest()).isEqualTo(1);
  }

  private Backlog filled(int events) {
    Backlog backlog = new Backlog(100, 1 << 20, budget);
    for (int i = 0; i < events; i++) {
      backlog.append(event(backlog.newest() + 1));
    }
    return backlog;
  }

  private static ChannelEvent large(long offset) {
    SubscriptionId subscription = new SubscriptionId("chan", JsonText.of(Rig.ROOM));
    JsonText text = JsonText.of('"' + "x".repeat(4_800) + '"');
    return new ChannelEvent(offset, 0, Kind.RECEIVED, subscription, text, null);
  }

  private static ChannelEvent event(long offset) {
    SubscriptionId subscription = new SubscriptionId("chan", JsonText.of(Rig.ROOM));
    return new ChannelEvent(offset, 0, Kind.CONNECTED, subscription, null, null);
  }
}
