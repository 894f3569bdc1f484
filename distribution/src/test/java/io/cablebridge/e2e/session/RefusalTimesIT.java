package io.cablebridge.e2e.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.e2e.rig.BridgeProcess;
import io.cablebridge.e2e.rig.Json;
import io.cablebridge.e2e.rig.TestBed;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Invalid input of every kind is answered with its error object within 100 ms. Prints the times;
 * the limit applies to the median, because the machine may delay a single answer.
 */
final class RefusalTimesIT {
  private static final int WARM_UP = 20;
  private static final int TIMES = 21;
  private static final double LIMIT_MILLIS = 100;
  private static final String ID = "an-events-id-of-mine";
  private static final String GOOD =
      "{\"identifier\":{\"channel\":\"ChatChannel\"},\"subscribe\":true}";

  @RegisterExtension static final TestBed TESTBED = new TestBed();

  private static BridgeProcess bridge;

  /** One kind of invalid input and its expected answer. */
  private record Bad(
      String kind, String method, String path, String body, int status, String code) {
    Bad(String kind, String path, int status, String code) {
      this(kind, "GET", path, "", status, code);
    }

    Bad(String kind, String body, int status) {
      this(
          kind,
          "POST",
          "/" + ID + "?poll-queue=8",
          body,
          status,
          status == 413 ? "payload_too_large" : "bad_request");
    }
  }

  @BeforeAll
  static void start() {
    bridge = TESTBED.add(new BridgeProcess(URI.create("ws://127.0.0.1:9/cable"), List.of()));
  }

  private static List<Bad> all() {
    return List.of(
        new Bad("id too short", "/short", 400, "bad_session_id"),
        new Bad("id with a blank", "/an-events-id%20of-mine", 400, "bad_session_id"),
        new Bad("no such path", "/a/b", 404, "not_found"),
        new Bad("timeout=NaN", "/" + ID + "?timeout=NaN", 400, "bad_request"),
        new Bad("poll-queue=many", "/" + ID + "?poll-queue=many", 400, "bad_request"),
        new Bad("after=nonsense", "/" + ID + "?after=nonsense", 400, "bad_request"),
        new Bad("events without a target", "/events", 400, "bad_request"),
        new Bad("PUT", "PUT", "/" + ID, "", 405, "method_not_allowed"),
        new Bad("no such session", "POST", "/" + ID, "[" + GOOD + "]", 404, "session_not_found"),
        new Bad("truncated JSON", "[" + GOOD, 400),
        new Bad("no array", "7", 400),
        new Bad("nested 10,000 deep", "[".repeat(10_000), 400),
        new Bad("a name twice", "[{\"subscribe\":true,\"subscribe\":true}]", 400),
        new Bad("one byte too long", " ".repeat(65_537), 413),
        new Bad("1 MB of newlines", "\n".repeat(1 << 20), 413));
  }

  @Test
  void eachKindIsAnsweredInTime() {
    for (Bad bad : all()) {
      for (int i = 0; i < WARM_UP; i++) {
        ask(bad);
      }
    }
    StringBuilder table = new StringBuilder("refusals: median and slowest of " + TIMES + ", ms\n");
    for (Bad bad : all()) {
      double[] millis = new double[TIMES];
      for (int i = 0; i < TIMES; i++) {
        long begin = System.nanoTime();
        HttpResponse<String> answer = ask(bad);
        millis[i] = (System.nanoTime() - begin) / 1e6;
        assertThat(answer.statusCode()).as(bad.kind()).isEqualTo(bad.status());
        assertThat(Json.parse(answer.body()).path("error").asText()).isEqualTo(bad.code());
      }
      Arrays.sort(millis);
      table.append(
          String.format(
              "  %-26s %d %-18s %7.2f %7.2f%n",
              bad.kind(), bad.status(), bad.code(), millis[TIMES / 2], millis[TIMES - 1]));
      assertThat(millis[TIMES / 2]).as(bad.kind()).isLessThan(LIMIT_MILLIS);
    }
    System.out.print(table);
    assertThat(bridge.log()).doesNotContain("session opened");
  }

  private static HttpResponse<String> ask(Bad bad) {
    return bridge.calls().call(bad.method(), bad.path(), bad.body());
  }
}
