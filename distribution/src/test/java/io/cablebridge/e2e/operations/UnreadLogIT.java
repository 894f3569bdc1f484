package io.cablebridge.e2e.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.e2e.client.SseClient;
import io.cablebridge.e2e.rig.BridgeProcess;
import io.cablebridge.e2e.rig.FreePort;
import io.cablebridge.e2e.rig.HttpCalls;
import io.cablebridge.e2e.rig.Needs;
import io.cablebridge.e2e.rig.RealPart;
import io.cablebridge.e2e.rig.TestBed;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A pipe as standard output that no program reads stops only the log (issue 11, attack A12). */
@Needs(RealPart.RAILS)
final class UnreadLogIT {
  @RegisterExtension static final TestBed TESTBED = new TestBed();

  /** Each refused request is a line of at least 100 bytes; a pipe of Linux holds 64 KiB. */
  private static final int REFUSED_REQUESTS = 8000;

  @Test
  void requestsAreServedWhileStandardOutputIsFull() {
    int consolePort = FreePort.find();
    BridgeProcess bridge =
        TESTBED.add(
            BridgeProcess.withUnreadOutput(
                TESTBED.rails().cable(), List.of("admin.port=" + consolePort)));
    HttpCalls calls = new HttpCalls(bridge.uri());

    for (int request = 0; request < REFUSED_REQUESTS; request++) {
      assertThat(calls.statusOf("/short")).isEqualTo(400);
    }

    assertThat(calls.statusOf("/health/live")).isEqualTo(200);
    TESTBED.add(new SseClient(bridge, TestBed.freshId()).connect()).await("joined");
    String metrics =
        new HttpCalls(URI.create("http://127.0.0.1:" + consolePort)).get("/metrics").body();
    assertThat(metrics).containsPattern("cablebridge_log_lines_dropped_total [1-9]");
  }
}
