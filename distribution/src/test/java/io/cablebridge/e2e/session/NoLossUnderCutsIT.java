package io.cablebridge.e2e.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.e2e.client.ClientTransport;
import io.cablebridge.e2e.client.CommandClient;
import io.cablebridge.e2e.client.PollClient;
import io.cablebridge.e2e.client.PollReply;
import io.cablebridge.e2e.client.SequenceCheck;
import io.cablebridge.e2e.rig.BridgeProcess;
import io.cablebridge.e2e.rig.Needs;
import io.cablebridge.e2e.rig.RailsServer;
import io.cablebridge.e2e.rig.RealPart;
import io.cablebridge.e2e.rig.TestBed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * While connections are cut at random points, every message arrives once and in order, or is
 * counted as dropped.
 */
@Needs(RealPart.RAILS)
final class NoLossUnderCutsIT {

  @RegisterExtension static final TestBed TESTBED = new TestBed();

  private static final int SESSIONS = 20;
  private static final int MESSAGES = 10_000;
  private static final int CUTS = 20;
  private static final int SLICE = 250;

  private static RailsServer rails;

  @BeforeAll
  static void start() {
    rails = TESTBED.rails("LOG_LEVEL", "warn");
  }

  @Test
  void nothingIsLostOrRepeatedWhenTheQueueHoldsTheOutages() throws Exception {
    BridgeProcess bridge =
        TESTBED.bridge(
            rails,
            "session.queue-events=20000",
            "session.max-queue-events=20000",
            "session.queue-bytes=16MiB");
    List<InterruptedClient> followers = new ArrayList<>();
    for (int i = 0; i < SESSIONS; i++) {
      followers.add(InterruptedClient.open(bridge, ClientTransport.values()[i % 2], "cuts"));
    }
    long seed = System.nanoTime();
    ExecutorService threads = Executors.newFixedThreadPool(SESSIONS);
    try {
      List<Future<SequenceCheck>> checks = new ArrayList<>();
      for (int i = 0; i < SESSIONS; i++) {
        InterruptedClient follower = followers.get(i);
        CutSchedule plan = new CutSchedule(new Random(seed + i), CUTS, MESSAGES);
        checks.add(threads.submit(() -> follower.follow(new SequenceCheck(MESSAGES), plan)));
      }
      for (int from = 1; from <= MESSAGES; from += SLICE) {
        rails.count("cuts", from, from + SLICE - 1, 100);
      }
      for (int i = 0; i < checks.size(); i++) {
        SequenceCheck check = checks.get(i).get(120, TimeUnit.SECONDS);
        assertThat(check.faults()).as("seed %s, session %s", seed, i).isEmpty();
        assertThat(check.received()).isEqualTo(MESSAGES);
        assertThat(check.dropped()).isZero();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @ParameterizedTest
  @EnumSource
  void dropsOfASmallQueueAreCountedExactly(ClientTransport transport) throws Exception {
    int rounds = 12;
    int perRound = 400;
    BridgeProcess bridge = TESTBED.bridge(rails, "session.queue-events=50");
    String room = "small-" + transport;
    InterruptedClient follower = InterruptedClient.open(bridge, transport, room);
    long seed = System.nanoTime();
    Random random = new Random(seed);
    int received = 0;
    long dropped = 0;
    for (int round = 0; round < rounds; round++) {
      rails.count(room, 1, perRound, 60);
      // Disconnected until here; then two more cuts while the rest is fetched.
      SequenceCheck check =
          follower.follow(new SequenceCheck(perRound), new CutSchedule(random, 2, perRound));
      assertThat(check.faults()).as("seed %s, round %s", seed, round).isEmpty();
      assertThat(check.received() + check.dropped()).isEqualTo(perRound);
      received += check.received();
      dropped += check.dropped();
    }
    assertThat(received + dropped).isEqualTo((long) rounds * perRound);
    assertThat(dropped).isPositive();
  }

  @Test
  void aPollReplyMayBeCutAfterEachOfItsBytes() {
    BridgeProcess bridge = TESTBED.bridge(rails, "poll.batch-window=0s");
    String id = TestBed.freshId();
    PollClient client = new PollClient(bridge, id);
    client.poll(0.1);
    new CommandClient(bridge, id).subscribe("{\"channel\":\"CountChannel\",\"room\":\"bytes\"}");
    client.await("connected");
    SequenceCheck check = new SequenceCheck(Integer.MAX_VALUE);
    boolean whole = false;
    for (int bytes = 0; !whole; bytes++) {
      int n = bytes + 1;
      rails.count("bytes", n, n, 0);
      Optional<PollReply> reply = client.pollCutAfter(5, bytes);
      check.accept(reply.isPresent() ? reply.get() : client.poll(5));
      assertThat(check.faults()).as("cut after %s bytes", bytes).isEmpty();
      assertThat(check.last()).as("cut after %s bytes", bytes).isEqualTo(n);
      whole = reply.isPresent();
    }
    assertThat(check.received()).as("bytes of the longest reply").isGreaterThan(200);
  }
}
