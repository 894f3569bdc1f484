package io.cablebridge.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.bounded.HeapBudget;
import io.cablebridge.session.command.Handshake;
import io.cablebridge.setting.ConfigRecords;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Delivered events are kept for a client that returns, but not when memory is short. */
class DeliveredMakesRoomTest {
  private final HeapBudget budget = new HeapBudget(10_000);
  private final FakeTime time = new FakeTime();
  private final FakeUpstream.Factory upstreams = new FakeUpstream.Factory();
  private final Session session =
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
              time,
              ended -> {}));

  DeliveredMakesRoomTest() {
    session.begin();
    upstreams.of(session).welcome();
    session.commands().execute(List.of(Rig.subscribe(Rig.ROOM)));
    for (int i = 0; i < 8; i++) {
      upstreams.of(session).message(Rig.ROOM, '"' + "x".repeat(1000) + '"');
    }
  }

  @Test
  void whileThereIsRoomTheyAreKept() throws Exception {
    RecordingListener.stream().read(session).takeOne();
    long before = budget.held();
    session.tick(time.nanos(), 1);
    assertThat(budget.held()).isEqualTo(before);
  }

  @Test
  void whenMemoryIsShortTheyMakeRoomForOthers() throws Exception {
    RecordingListener.stream().read(session).takeOne();
    budget.add(5_000);
    session.tick(time.nanos(), 1);
    assertThat(budget.held()).isEqualTo(5_000);
  }

  @Test
  void whatNoClientHasReadStays() {
    long before = budget.held();
    budget.add(5_000);
    session.tick(time.nanos(), 1);
    assertThat(budget.held()).isEqualTo(before + 5_000);
  }
}
