package io.cablebridge.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.protocol.CloseReason;
import io.cablebridge.session.command.Handshake;
import io.cablebridge.session.diagnostics.DropCause;
import io.cablebridge.session.diagnostics.EndedSession;
import io.cablebridge.session.diagnostics.ReadBy;
import io.cablebridge.session.diagnostics.SessionCondition;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is kept of a session after its end, and what shows that a live one is in trouble. */
class EndedSessionsTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final Rig rig = new Rig(settings -> settings.queueEvents = 4);

  private List<EndedSession> ended() {
    return rig.registry.endedSessions().all();
  }

  private SessionCondition condition(Session session) {
    return session.view().snapshot(rig.time.nanos()).condition();
  }

  private RecordingListener writing(Session session) throws Exception {
    RecordingListener stream = RecordingListener.stream().read(session).pause();
    rig.say(session, "0");
    stream.attached().writing(stream.takeOne(), 100);
    return stream;
  }

  @Test
  void aSessionThatExpiresIsKeptWithItsFigures() throws Exception {
    Session session =
        rig.registry.open(
            "a",
            Rig.ALICE,
            new Handshake("", List.of("X-Real-IP", "192.0.2.1", "User-Agent", "Firefox \"140\"")));
    rig.upstream(session).welcome();
    session.commands().execute(List.of(Rig.subscribe(Rig.ROOM)));
    RecordingListener.stream().read(session).cut();
    rig.say(session, "1", "2", "3", "4", "5", "6");
    rig.advance(Duration.ofSeconds(40));
    EndedSession only = ended().get(0);
    assertThat(ended()).hasSize(1);
    assertThat(only.reason()).isEqualTo(CloseReason.EXPIRED);
    assertThat(only.transport()).isEqualTo(ReadBy.SSE);
    assertThat(only.channels()).containsExactly(Rig.ROOM);
    assertThat(only.dropped()).isEqualTo(2);
    assertThat(only.lastDrop()).isEqualTo(DropCause.QUEUE_EVENTS);
    assertThat(only.age()).isBetween(Duration.ofSeconds(29), Duration.ofSeconds(40));
    assertThat(only.logFields())
        .startsWith("session_id=" + only.shortId() + " reason=expired transport=sse ")
        .contains(" address=\"192.0.2.1\" agent=\"Firefox \\\"140\\\"\" channels=\"ChatChannel\"")
        .contains(" subscriptions=1 dropped=2 last_stall_ms=0 age_s=");
  }

  @Test
  void theParametersOfAChannelAreNotLogged() throws Exception {
    Session session = rig.open("a");
    rig.upstream(session).welcome();
    String identifier = "{\"signed_stream_name\":\"secret\",\"channel\":\"Turbo::StreamsChannel\"}";
    session.commands().execute(List.of(Rig.subscribe(identifier), Rig.subscribe("no JSON")));
    session.close(CloseReason.DELETED);
    assertThat(ended().get(0).logFields())
        .contains("Turbo::StreamsChannel", "reason=deleted", "subscriptions=2")
        .doesNotContain("secret", "no JSON");
  }

  @Test
  void aStallIsShownWhileItLasts() throws Exception {
    Session session = rig.subscribed("a");
    RecordingListener stream = writing(session);
    rig.say(session, "1", "2");
    rig.advance(Duration.ofMillis(900));
    assertThat(stream.attached().writesSlowly(rig.time.nanos())).isFalse();
    assertThat(condition(session).stuck()).isFalse();
    rig.advance(Duration.ofSeconds(22));
    assertThat(stream.attached().writesSlowly(rig.time.nanos())).isTrue();
    assertThat(condition(session).stuck()).isTrue();
    assertThat(session.view().snapshot(rig.time.nanos()).lastWriteStall())
        .isGreaterThan(Duration.ofSeconds(22));
    stream.attached().written();
    assertThat(condition(session).stuck()).isFalse();
  }

  @Test
  void aSessionThatIsCutForAStallEndsWithThatReason() throws Exception {
    Session session = rig.subscribed("a");
    RecordingListener stream = writing(session);
    rig.advance(Duration.ofSeconds(30));
    stream.attached().givenUp(Duration.ofSeconds(30).toNanos());
    stream.cut();
    assertThat(condition(session).cut()).isTrue();
    rig.advance(Duration.ofSeconds(40));
    assertThat(session.closeReason()).isEqualTo(CloseReason.WRITE_STALLED);
    assertThat(rig.registry.find("a")).isNull();
    assertThat(ended().get(0).logFields()).contains("reason=write_stalled", "last_stall_ms=30000");
    assertThat(rig.counters.closed().get("write_stalled")).isEqualTo(1);
  }

  @Test
  void aClientThatReturnsAfterTheCutOnlyExpires() throws Exception {
    Session session = rig.subscribed("a");
    RecordingListener stream = writing(session);
    stream.attached().givenUp(SECOND.toNanos());
    stream.cut();
    RecordingListener.stream().read(session).cut();
    rig.advance(Duration.ofSeconds(40));
    assertThat(session.closeReason()).isEqualTo(CloseReason.EXPIRED);
  }

  @Test
  void whatIsNotDeliveredIsCountedInBytesToo() throws Exception {
    Session session = rig.subscribed("a");
    RecordingListener stream = RecordingListener.stream().read(session);
    rig.say(session, "1", "2");
    assertThat(condition(session).queueBytes()).isZero();
    stream.cut();
    rig.say(session, "\"" + "x".repeat(1_000) + "\"");
    assertThat(condition(session).queueBytes()).isBetween(1_000L, 1_300L);
    rig.advance(Duration.ofSeconds(3));
    assertThat(condition(session).unattended()).isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void theLast500AreKeptNewestFirst() throws Exception {
    for (int i = 0; i < 510; i++) {
      rig.open("s" + i).close(CloseReason.DELETED);
      rig.advance(SECOND);
    }
    assertThat(ended()).hasSize(500);
    assertThat(ended().get(0).at()).isAfter(ended().get(499).at());
  }
}
