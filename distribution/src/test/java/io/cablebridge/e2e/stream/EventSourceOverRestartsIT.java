package io.cablebridge.e2e.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.cablebridge.e2e.rig.BridgeProcess;
import io.cablebridge.e2e.rig.Chromium;
import io.cablebridge.e2e.rig.Needs;
import io.cablebridge.e2e.rig.RealPart;
import io.cablebridge.e2e.rig.RedisServer;
import io.cablebridge.e2e.rig.TcpProxy;
import io.cablebridge.e2e.rig.TestBed;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A browser's {@code EventSource} reads a stream while its connection is cut and its bridge is
 * stopped, killed and restarted. Messages published meanwhile through another bridge on the same
 * Redis reach it once and in order.
 */
@Needs({RealPart.CHROMIUM, RealPart.REDIS})
final class EventSourceOverRestartsIT {

  @RegisterExtension static final TestBed TESTBED = new TestBed();

  private static final int MESSAGES = 1_000;
  private static final int INTERRUPTIONS = 20;
  private static final int BETWEEN = MESSAGES / INTERRUPTIONS;
  private static final String KEY = "a key of these tests";

  /** A port without a listener: streams need no Rails. */
  private static final URI NO_RAILS = URI.create("ws://127.0.0.1:9/cable");

  /** Script that records messages, confirmations and gaps. */
  private static final String READ =
      """
      () => {
        const source = new EventSource('/events?stream=numbers');
        window.heard = [];
        window.confirmed = 0;
        window.gaps = 0;
        source.onmessage = event => window.heard.push(Number(event.data));
        source.addEventListener('confirm_subscription', () => { window.confirmed += 1; });
        source.addEventListener('reject_history', () => { window.gaps += 1; });
      }
      """;

  private static final Page.WaitForFunctionOptions WITHIN_A_MINUTE =
      new Page.WaitForFunctionOptions().setTimeout(60_000);

  private static RedisServer redis;
  private static Chromium chromium;

  @BeforeAll
  static void start() {
    redis = TESTBED.redis();
    chromium = Chromium.launch();
  }

  @AfterAll
  static void stop() {
    if (chromium != null) {
      chromium.close();
    }
  }

  private static List<String> settings() {
    return List.of(
        "streams.broker=redis",
        "streams.redis.url=" + redis.url(),
        "streams.public=true",
        "streams.history.limit=2000",
        "publish.api-key=" + KEY);
  }

  @Test
  void nothingIsMissedOrRepeated() {
    BridgeProcess publisher = TESTBED.add(new BridgeProcess(NO_RAILS, settings()));
    BridgeProcess bridge = TESTBED.add(new BridgeProcess(NO_RAILS, settings()));
    try (TcpProxy proxy = new TcpProxy(bridge.port());
        Page page = chromium.browser().newPage()) {
      page.navigate(proxy.root() + "/health/live");
      page.evaluate(READ);
      page.waitForFunction("() => window.confirmed === 1", null, WITHIN_A_MINUTE);

      for (int turn = 0; turn < INTERRUPTIONS; turn++) {
        int first = turn * BETWEEN + 1;
        publish(publisher, first, first + 19);
        if (turn % 5 == 4) {
          bridge = restarted(bridge, turn == 4, () -> publish(publisher, first + 20, first + 39));
        } else {
          proxy.dropConnections();
          publish(publisher, first + 20, first + 39);
        }
        page.waitForFunction("least => window.confirmed >= least", turn + 2, WITHIN_A_MINUTE);
        publish(publisher, first + 40, first + BETWEEN - 1);
      }

      publish(publisher, MESSAGES + 1, MESSAGES + 1);
      page.waitForFunction("last => window.heard.at(-1) === last", MESSAGES + 1, WITHIN_A_MINUTE);
      assertThat(page.evaluate("window.heard"))
          .isEqualTo(IntStream.rangeClosed(1, MESSAGES + 1).boxed().toList());
      assertThat(page.evaluate("window.gaps")).as("reject_history").isEqualTo(0);
    }
  }

  /** Stops or kills the bridge, runs a step while it is down, and restarts it on the same port. */
  private static BridgeProcess restarted(BridgeProcess bridge, boolean killed, Runnable meanwhile) {
    if (killed) {
      bridge.close();
    } else {
      bridge.terminate();
      assertThat(bridge.exitCode(Duration.ofSeconds(20))).isZero();
    }
    meanwhile.run();
    return TESTBED.add(new BridgeProcess(bridge.port(), NO_RAILS, settings()));
  }

  private static void publish(BridgeProcess publisher, int from, int to) {
    for (int number = from; number <= to; number++) {
      HttpResponse<String> answer =
          publisher
              .calls()
              .post(
                  "/api/publish",
                  "{\"stream\":\"numbers\",\"data\":\"" + number + "\"}",
                  "Authorization",
                  "Bearer " + KEY);
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    }
  }
}
