package io.cablebridge.e2e.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.e2e.rig.BridgeProcess;
import io.cablebridge.e2e.rig.Eventually;
import io.cablebridge.e2e.rig.Needs;
import io.cablebridge.e2e.rig.NetworkNamespace;
import io.cablebridge.e2e.rig.RailsServer;
import io.cablebridge.e2e.rig.RealPart;
import io.cablebridge.e2e.rig.TestBed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A client whose network vanishes without a packet: its idle stream and its connection to Rails are
 * ended though each heartbeat fits into the socket's buffer (decision 10).
 */
@Needs({RealPart.RAILS, RealPart.CURL})
final class VanishedClientIT {
  @RegisterExtension static final TestBed TESTBED = new TestBed();

  @Test
  void itsIdleStreamIsEnded() {
    RailsServer rails = TESTBED.rails();
    NetworkNamespace network = TESTBED.add(NetworkNamespace.create());
    BridgeProcess bridge =
        TESTBED.bridge(
            rails,
            "http.host=0.0.0.0",
            "sse.heartbeat=1s",
            "sse.write-timeout=5s",
            "session.linger=1s");
    String origin = "http://" + NetworkNamespace.HOST + ":" + bridge.port();
    Process client =
        network.start(
            "curl",
            "-sN",
            "-H",
            "Accept: text/event-stream",
            "-H",
            "Origin: " + origin,
            origin + "/" + TestBed.freshId());
    TESTBED.add(client::destroyForcibly);
    Eventually.withinSeconds(10).untilAsserted(() -> assertThat(rails.connections()).isEqualTo(1));

    network.vanish();

    Eventually.withinSeconds(40).untilAsserted(() -> assertThat(rails.connections()).isZero());
    assertThat(client.isAlive()).isTrue();
    assertThat(bridge.log()).contains("peer is unreachable");
  }
}
