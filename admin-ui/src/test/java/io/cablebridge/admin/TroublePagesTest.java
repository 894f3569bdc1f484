package io.cablebridge.admin;

import static io.cablebridge.admin.RunningConsole.engine;
import static io.cablebridge.admin.RunningConsole.session;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cablebridge.health.HealthProblem;
import io.cablebridge.monitoring.RecentLosses;
import io.cablebridge.protocol.CloseReason;
import io.cablebridge.protocol.UpstreamState;
import io.cablebridge.session.diagnostics.DropCause;
import io.cablebridge.session.diagnostics.EndedSession;
import io.cablebridge.session.diagnostics.ReadBy;
import io.cablebridge.session.diagnostics.SessionCondition;
import io.cablebridge.session.diagnostics.SessionDetail;
import io.cablebridge.session.diagnostics.SessionSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the console shows while clients are slow or absent, or Rails is unreachable. */
class TroublePagesTest {
  private static final Instant AT = Instant.parse("2026-11-22T20:55:52Z");
  private static final SessionSnapshot HEALTHY =
      session("wellwell", "sse", "open", "{\"channel\":\"ChatChannel\"}");

  private final FakeEngine engine = new FakeEngine(() -> engine(List.of(HEALTHY)));

  private static SessionCondition stuck() {
    return new SessionCondition(
        true, Duration.ZERO, true, false, 1_000_000, 1 << 20, DropCause.QUEUE_BYTES);
  }

  private static SessionSnapshot slow(SessionCondition condition, long dropped) {
    return new SessionSnapshot(
        "slowslow",
        ReadBy.SSE,
        Duration.ofSeconds(60),
        List.of("{\"channel\":\"ChatChannel\"}"),
        1,
        3,
        256,
        1_000_000,
        dropped,
        UpstreamState.OPEN,
        "192.0.2.7",
        "curl",
        0,
        0,
        Duration.ofSeconds(23),
        condition);
  }

  private static EndedSession ended(String id, String address, CloseReason reason) {
    return new EndedSession(
        id,
        reason,
        AT,
        Duration.ofSeconds(90),
        ReadBy.SSE,
        address,
        "Firefox <b>",
        List.of("{\"channel\":\"ChatChannel\",\"room\":\"<b>\"}"),
        1,
        12,
        DropCause.QUEUE_EVENTS,
        Duration.ofSeconds(30));
  }

  private String text(String path) throws Exception {
    return html(path).replaceAll("<[^>]*>", " ").replaceAll("\\s+", " ");
  }

  private String html(String path) throws Exception {
    try (RunningConsole console = new RunningConsole(engine)) {
      return console.get(path).body();
    }
  }

  @Test
  void aBridgeThatDropsAFifthOfItsMessagesIsNotWell() throws Exception {
    engine.losses = new RecentLosses(Duration.ofSeconds(14), 5_000, 1_000);
    assertThat(text("/"))
        .contains("Not well 20.0 % of the messages were dropped in the last 14 s (1,000 of 5,000)");
  }

  @Test
  void aBridgeThatDropsAFewIsNotCalledWell() throws Exception {
    engine.losses = new RecentLosses(Duration.ofSeconds(14), 5_000, 3);
    assertThat(text("/")).contains("Attention 0.06 % of the messages").doesNotContain(" Well ");
  }

  @Test
  void anOutageIsNamedBeforeTheGraceIsOver() throws Exception {
    engine.outage =
        Optional.of(
            new HealthProblem(
                "upstream_away", "Rails cannot be reached at ws://rails/cable: refused", AT));
    assertThat(text("/"))
        .contains("Not well Rails cannot be reached at ws://rails/cable: refused since 2026-11-22");
    try (RunningConsole console = new RunningConsole(engine)) {
      assertThat(console.get("/health/ready").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void aSlowSessionIsNamedWithItsAddressTheReasonAndTheKey() throws Exception {
    engine.snapshot = () -> engine(List.of(HEALTHY, slow(stuck(), 40)));
    String overview = text("/");
    assertThat(overview)
        .contains("Attention A write waits for the client: 1 of 2 sessions")
        .contains("slowslow A write has waited 23 s for the client. Change: sse.write-timeout")
        .contains("The queue holds 976.6 KiB of 1.0 MiB. Change: session.queue-bytes")
        .contains("40 messages were dropped, because the client was slow or absent, and its queue")
        .contains("192.0.2.7")
        .doesNotContain("wellwell");
    assertThat(html("/")).contains("href=\"/configuration#sse.write-timeout\"");
    assertThat(text("/sessions?trouble=stalled")).contains("slowslow").doesNotContain("wellwell");
    assertThat(text("/sessions?trouble=absent")).contains("No session matches");
    assertThat(text("/sessions?address=192.0.2.7")).contains("A write has waited 23 s");
  }

  private static SessionSnapshot at(String address, int number) {
    return new SessionSnapshot(
        "id" + number,
        ReadBy.SSE,
        Duration.ofSeconds(60),
        List.of(),
        1,
        0,
        256,
        0,
        0,
        UpstreamState.OPEN,
        address,
        "curl",
        0,
        0,
        Duration.ZERO,
        SessionCondition.WELL);
  }

  @Test
  void theAddressesWithTheMostSessionsAreCounted() throws Exception {
    List<SessionSnapshot> sessions = new ArrayList<>();
    for (int address = 0; address < 12; address++) {
      for (int i = 0; i <= address; i++) {
        sessions.add(at("192.0.2." + address, sessions.size()));
      }
    }
    sessions.add(HEALTHY); // its address is unknown
    engine.snapshot = () -> engine(sessions);
    assertThat(text("/"))
        .contains("Address Sessions 192.0.2.11 12 192.0.2.10 11 192.0.2.9 10")
        .contains("192.0.2.2 3 Drain");
    assertThat(html("/")).contains("href=\"/sessions?address=192.0.2.11\"");
    assertThat(html("/?renew=off")).contains("\"/sessions?address=192.0.2.11&amp;renew=off\"");
    try (RunningConsole console = new RunningConsole(engine)) {
      JsonNode json = new JsonMapper().readTree(console.get("/api/overview").body());
      assertThat(json.path("addresses")).hasSize(10);
      assertThat(json.at("/addresses/0/address").asText()).isEqualTo("192.0.2.11");
      assertThat(json.at("/addresses/0/sessions").asInt()).isEqualTo(12);
    }
  }

  @Test
  void aWholeAddressFindsItselfAndABeginningFindsMore() throws Exception {
    engine.snapshot =
        () ->
            engine(
                List.of(
                    at("192.0.2.1", 1),
                    at("192.0.2.10", 2),
                    at("2001:db8::1", 3),
                    at("2001:db8::1f", 4)));
    assertThat(text("/sessions?address=192.0.2.1")).contains("1 of 4 sessions");
    assertThat(text("/sessions?address=192.0.2.")).contains("2 of 4 sessions");
    assertThat(text("/sessions?address=192.0")).contains("2 of 4 sessions");
    assertThat(text("/sessions?address=2001:db8::1")).contains("1 of 4 sessions");
    assertThat(text("/sessions?address=2001:db8:")).contains("2 of 4 sessions");
  }

  @Test
  void theVerdictAndItsLinksWorkWithoutTheReload() throws Exception {
    engine.snapshot = () -> engine(List.of(HEALTHY, slow(stuck(), 40)));
    assertThat(html("/?renew=off"))
        .contains("href=\"/sessions?trouble=stalled&amp;renew=off\"")
        .contains("A write waits for the client");
  }

  @Test
  void thePageOfASlowSessionSaysWhyItDroppedAndWhatToChange() throws Exception {
    engine.known = "slowslow";
    engine.detail =
        new SessionDetail(slow(stuck(), 40), 1 << 20, List.of(), List.of(), List.of(), List.of());
    assertThat(text("/sessions/slowslow"))
        .contains("Why stalled : A write has waited 23 s for the client. Change: sse.write-timeout")
        .contains("queue : The queue holds 976.6 KiB of 1.0 MiB. Change: session.queue-bytes")
        .contains("dropped : 40 messages were dropped, because the client was slow or absent,")
        .contains("its queue had too many bytes. Change: session.queue-bytes")
        .contains("Not delivered 976.6 KiB of 1.0 MiB");
  }

  @Test
  void anActionIsAnsweredWithASentence() throws Exception {
    engine.known = "slowslow";
    engine.detail =
        new SessionDetail(slow(stuck(), 40), 1 << 20, List.of(), List.of(), List.of(), List.of());
    assertThat(text("/sessions/slowslow?done=reconnect"))
        .contains("The session connects to Rails again.");
    assertThat(text("/?done=drain")).contains("The drain has begun.");
    assertThat(html("/?done=%3Cb%3E")).doesNotContain("class=\"notice\"", "<b>\"");
  }

  @Test
  void aClientThatIsAwayIsNamedUnlessItIsAboutToReturn() throws Exception {
    for (int seconds : new int[] {2, 12}) {
      SessionCondition away =
          new SessionCondition(true, Duration.ofSeconds(seconds), false, true, 0, 1 << 20, null);
      engine.snapshot = () -> engine(List.of(slow(away, 0)));
      assertThat(text("/").contains("The client has been absent for")).isEqualTo(seconds > 5);
      assertThat(text("/")).contains("The client read nothing for 23 s, so the bridge closed");
    }
  }

  @Test
  void readersOfStreamsAreNotConnectionsToRails() throws Exception {
    SessionCondition streams =
        new SessionCondition(false, Duration.ZERO, false, false, 0, 1 << 20, null);
    engine.snapshot = () -> engine(List.of(HEALTHY, slow(streams, 0)));
    assertThat(text("/")).contains("Upstreams 1 open connecting 0 reconnecting 0 only streams 1");
    assertThat(text("/upstream")).contains("Now open 1 connecting 0");
    assertThat(text("/sessions")).contains("streams only");
  }

  @Test
  void endedSessionsAreListedWithTheReasonAndTheKey() throws Exception {
    engine.ended =
        List.of(
            ended("gonegone", "192.0.2.8", CloseReason.WRITE_STALLED),
            ended("leftleft", "192.0.2.9", CloseReason.EXPIRED));
    assertThat(text("/ended"))
        .contains("2 of the last 2 sessions that have ended")
        .contains("gonegone 2026-11-22 20:55:52 UTC write_stalled The client read nothing, so")
        .contains("Change: sse.write-timeout", "Change: session.linger")
        .contains("192.0.2.8 sse ChatChannel", "12 30 s 1 m 30 s Firefox");
    assertThat(html("/ended")).doesNotContain("<b>\"", "Firefox <b>");
    assertThat(text("/ended?address=192.0.2.9")).contains("leftleft").doesNotContain("gonegone");
    assertThat(text("/ended?reason=write")).contains("gonegone").doesNotContain("leftleft");
    assertThat(text("/ended?id=gone")).contains("gonegone").doesNotContain("leftleft");
    assertThat(text("/ended?drops=1&channel=chat&transport=sse")).contains("2 of the last 2");
    assertThat(text("/ended?transport=poll")).contains("No session matches");
    assertThat(html("/sessions?address=192.0.2.8")).contains("href=\"/ended?address=192.0.2.8\"");
    try (RunningConsole console = new RunningConsole(engine)) {
      assertThat(console.get("/ended?transport=carrier").statusCode()).isEqualTo(400);
      JsonNode json = new JsonMapper().readTree(console.get("/api/ended").body());
      assertThat(json.at("/sessions/0/reason").asText()).isEqualTo("write_stalled");
      assertThat(json.at("/sessions/0/findings/0/key").asText()).isEqualTo("sse.write-timeout");
      assertThat(json.at("/sessions/0/last_write_stall_seconds").asInt()).isEqualTo(30);
    }
  }

  @Test
  void anEndedSessionHasAPage() throws Exception {
    engine.ended = List.of(ended("gonegone", "192.0.2.8", CloseReason.WRITE_STALLED));
    assertThat(text("/sessions/gonegone?done=end"))
        .contains("The session was ended.", "Session gonegone", "192.0.2.8")
        .contains("write stalled : The client read nothing", "Change: sse.write-timeout")
        .doesNotContain("End it now");
  }
}
