package io.cablebridge.e2e.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.e2e.client.CommandClient;
import io.cablebridge.e2e.client.PollClient;
import io.cablebridge.e2e.client.PollReply;
import io.cablebridge.e2e.client.SseClient;
import io.cablebridge.e2e.rig.BridgeProcess;
import io.cablebridge.e2e.rig.Eventually;
import io.cablebridge.e2e.rig.Needs;
import io.cablebridge.e2e.rig.RailsServer;
import io.cablebridge.e2e.rig.RealPart;
import io.cablebridge.e2e.rig.TestBed;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * JSON from Rails arrives byte for byte over both transports, and so do a client's identifiers and
 * data.
 */
@Needs(RealPart.RAILS)
final class ByteFidelityIT {

  /** JSON that a parser followed by a printer would change. */
  static final String ODD_JSON =
      "{\"z\":9007199254740993,\"a\":1e400,\"one\":1.0,\"b\":\"\\u003cb\\u003e\",\"emoji\":\"\ud83d\ude00\",\"lone\":\"\\ud800\",\"slash\":\"\\/\",\"10\":-0,\"2\":"
          + " [ 1 , 2.50 ],\"z\":\"again\",\"\":null}";

  @RegisterExtension static final TestBed TESTBED = new TestBed();

  private static RailsServer rails;
  private static BridgeProcess bridge;

  @BeforeAll
  static void start() {
    rails = TESTBED.rails();
    bridge = TESTBED.bridge(rails);
  }

  @Test
  void aMessageArrivesByteForByteOverSse() {
    String id = TestBed.freshId();
    SseClient client = TESTBED.add(new SseClient(bridge, id).connect());
    new CommandClient(bridge, id).subscribe("{\"channel\":\"RawChannel\",\"room\":\"sse\"}");
    client.await("connected");
    rails.broadcastRaw("sse", ODD_JSON);

    assertThat(client.await("received").data())
        .containsPattern(Pattern.quote("\"message\":" + ODD_JSON) + "[,}]");
  }

  @Test
  void aMessageArrivesByteForByteOverAPoll() {
    String id = TestBed.freshId();
    PollClient client = new PollClient(bridge, id);
    client.poll(0.1);
    new CommandClient(bridge, id).subscribe("{\"channel\":\"RawChannel\",\"room\":\"poll\"}");
    client.await("connected");
    rails.broadcastRaw("poll", ODD_JSON);

    PollReply reply = client.poll(10);
    assertThat(reply.text()).containsPattern(Pattern.quote("\"message\":" + ODD_JSON) + "[,}]");
  }

  @Test
  void scalarsAndNullArriveAsTheyAre() {
    String id = TestBed.freshId();
    SseClient client = TESTBED.add(new SseClient(bridge, id).connect());
    new CommandClient(bridge, id).subscribe("{\"channel\":\"RawChannel\",\"room\":\"scalars\"}");
    client.await("connected");
    for (String json : new String[] {"null", "true", "\"text\"", "-1.50E+3", "[]"}) {
      int before = client.events("received").size();
      rails.broadcastRaw("scalars", json);
      Eventually.withinSeconds(5).until(() -> client.events("received").size() > before);
      assertThat(client.events("received").get(before).data()).contains("\"message\":" + json);
    }
  }

  @Test
  void anIdentifierKeepsItsSpacesAndItsOrder() {
    String id = TestBed.freshId();
    String identifier =
        "{ \"room\" : \"spaced <&> \u00e9\",  \"channel\":\"RawChannel\", \"n\": 1.0 }";
    SseClient client = TESTBED.add(new SseClient(bridge, id).connect());
    new CommandClient(bridge, id).subscribe(identifier);

    assertThat(client.await("connected").data()).contains("\"identifier\":" + identifier);
  }

  @Test
  void whatIsSentReachesRailsAsItWasWritten() {
    String id = TestBed.freshId();
    String identifier = "{\"channel\":\"RawChannel\",\"room\":\"sent\"}";
    String data =
        "{\"json\":\"{\\\"n\\\":9007199254740993, \\\"x\\\":1e400}\",\"action\":\"echo\"}";
    SseClient client = TESTBED.add(new SseClient(bridge, id).connect());
    CommandClient commands = new CommandClient(bridge, id);
    commands.subscribe(identifier);
    commands.send(identifier, data);

    assertThat(client.await(Duration.ofSeconds(10), "received", event -> true).data())
        .contains("\"message\":{\"n\":9007199254740993, \"x\":1e400}");
  }
}
