package io.cablebridge.e2e.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.e2e.client.ClientTransport;
import io.cablebridge.e2e.client.CommandClient;
import io.cablebridge.e2e.client.ListeningClient;
import io.cablebridge.e2e.client.PollClient;
import io.cablebridge.e2e.rig.BridgeProcess;
import io.cablebridge.e2e.rig.Eventually;
import io.cablebridge.e2e.rig.Needs;
import io.cablebridge.e2e.rig.RailsServer;
import io.cablebridge.e2e.rig.RealPart;
import io.cablebridge.e2e.rig.TestBed;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * After clients have left and the linger has passed, the bridge holds no connection, descriptor or
 * thread of theirs.
 */
@Needs(RealPart.RAILS)
final class ResourceLeakIT {

  @RegisterExtension static final TestBed TESTBED = new TestBed();

  private static final int SESSIONS = 60;
  private static final String CHAT = "{\"channel\":\"ChatChannel\",\"room\":\"left\"}";

  @Test
  void noConnectionNoDescriptorAndNoThreadIsLeft() {
    RailsServer rails = TESTBED.rails();
    BridgeProcess bridge = TESTBED.bridge(rails, "session.linger=1s");
    // Every kind of work is done once before the count: timers and pools start with their first
    // use.
    listenAndLeave(rails, bridge);
    pollAndLeave(bridge);
    Eventually.withinSeconds(40).until(() -> rails.connections() == 0);
    long descriptors = bridge.descriptors();
    List<String> threads = bridge.threads();

    listenAndLeave(rails, bridge);
    pollAndLeave(bridge);
    assertThat(rails.connections()).isPositive();

    // A polled session lingers for 30 s after the answer, whatever session.linger is.
    Eventually.withinSeconds(40).until(() -> rails.connections() == 0);
    Eventually.withinSeconds(30)
        .untilAsserted(
            () -> {
              assertThat(bridge.descriptors()).isLessThanOrEqualTo(descriptors);
              assertThat(bridge.threads()).hasSizeLessThanOrEqualTo(threads.size());
            });
  }

  private static void listenAndLeave(RailsServer rails, BridgeProcess bridge) {
    List<ListeningClient> clients = new ArrayList<>();
    for (int i = 0; i < SESSIONS; i++) {
      String id = TestBed.freshId();
      clients.add(TESTBED.add(ClientTransport.SSE.listen(bridge, id)));
      new CommandClient(bridge, id).subscribe(CHAT);
    }
    clients.forEach(client -> client.awaitEvent("connected"));
    assertThat(rails.connections()).isEqualTo(SESSIONS);
    clients.forEach(ListeningClient::close);
  }

  /** One client leaves between two polls, another during a poll. */
  private static void pollAndLeave(BridgeProcess bridge) {
    new PollClient(bridge, TestBed.freshId()).poll(0.1);
    PollClient vanishing = new PollClient(bridge, TestBed.freshId());
    vanishing.poll(0.1);
    vanishing.pollCutAfter(2, 0);
  }
}
