package io.cablebridge.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.cablebridge.metric.Counters;
import io.cablebridge.protocol.CloseReason;
import io.cablebridge.protocol.Position;
import io.cablebridge.session.command.Handshake;
import io.cablebridge.session.delivery.AttachRefusedException;
import io.cablebridge.session.delivery.Attachment;
import io.cablebridge.session.delivery.DeliveryCount;
import io.cablebridge.session.delivery.ResumeOutcome;
import io.cablebridge.session.diagnostics.ActivityKind;
import io.cablebridge.session.diagnostics.FrameKind;
import io.cablebridge.session.diagnostics.SessionDetail;
import io.cablebridge.session.diagnostics.SessionDetail.SubscriptionState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an operator sees of one session, and the operator's actions on it. */
class OperatorLooksAtSessionTest {
  private final Rig rig = new Rig(settings -> settings.queueEvents = 2);

  private SessionDetail detail(Session session) {
    return rig.registry.directory().detail(name(session)).orElseThrow();
  }

  private String name(Session session) {
    return session.view().snapshot(rig.time.nanos()).shortId();
  }

  private List<ActivityKind> happened(Session session) {
    return detail(session).timeline().stream().map(SessionDetail.Activity::what).toList();
  }

  @Test
  void itsActivitiesAreShownNewestFirst() throws Exception {
    Session session = rig.subscribed("a");
    rig.upstream(session).confirm(Rig.ROOM);
    RecordingListener stream = RecordingListener.stream().read(session);
    rig.upstream(session).lose();
    rig.upstream(session).welcome();
    stream.cut();
    session.close(CloseReason.DELETED);
    assertThat(happened(session))
        .containsExactly(
            ActivityKind.CLOSED,
            ActivityKind.STREAM_LEFT,
            ActivityKind.UPSTREAM_OPEN,
            ActivityKind.UPSTREAM_LOST,
            ActivityKind.STREAM_ATTACHED,
            ActivityKind.SUBSCRIPTION_CONFIRMED,
            ActivityKind.UPSTREAM_OPEN);
  }

  @Test
  void itsHappeningsHaveTheirTime() throws Exception {
    Session session = rig.open("a");
    rig.advance(Duration.ofMillis(300));
    rig.upstream(session).welcome();
    SessionDetail.Activity welcome = detail(session).timeline().get(0);
    rig.advance(Duration.ofSeconds(2));
    assertThat(detail(session).timeline().get(0)).isEqualTo(welcome);
    assertThat(Duration.ofNanos(rig.time.wallNanos()).minusSeconds(2))
        .isEqualTo(Duration.between(Instant.EPOCH, welcome.at()));
  }

  @Test
  void aRowOfPollsIsOneHappening() throws Exception {
    Session session = rig.subscribed("a");
    for (int i = 0; i < 5; i++) {
      RecordingListener.poll().read(session).timeOut();
    }
    assertThat(happened(session)).containsExactly(ActivityKind.POLLING, ActivityKind.UPSTREAM_OPEN);
  }

  @Test
  void aRowOfFailedConnectsIsOneEntry() throws Exception {
    Session session = rig.subscribed("a");
    rig.upstream(session).lose();
    for (int i = 0; i < 50; i++) {
      rig.upstream(session).fail();
    }
    assertThat(happened(session))
        .containsExactly(
            ActivityKind.UPSTREAM_AWAY, ActivityKind.UPSTREAM_LOST, ActivityKind.UPSTREAM_OPEN);
    assertThat(detail(session).timeline().get(0).detail()).isEqualTo("50 attempts");
  }

  @Test
  void aGapIsShownWithItsSize() throws Exception {
    Session session = rig.subscribed("a");
    rig.say(session, "1", "2", "3", "4", "5");
    RecordingListener.stream().read(session);
    assertThat(detail(session).timeline())
        .extracting(SessionDetail.Activity::what, SessionDetail.Activity::detail)
        .contains(tuple(ActivityKind.GAP, "3 events lost"));
    assertThat(detail(session).session().gaps()).isEqualTo(1);
    assertThat(rig.counters.delivery().counts().get(DeliveryCount.GAPS)).isEqualTo(1);
  }

  @Test
  void framesAreShownByKindAndSize() throws Exception {
    Session session = rig.subscribed("a");
    rig.upstream(session).confirm(Rig.ROOM);
    rig.say(session, "\"12345678\"");
    session.commands().execute(List.of(Rig.send(Rig.ROOM, "{\"action\":\"speak\"}")));
    assertThat(detail(session).frames())
        .extracting(SessionDetail.Frame::kind, SessionDetail.Frame::bytes)
        .containsExactly(
            tuple(FrameKind.PERFORM, 18),
            tuple(FrameKind.MESSAGE, 10),
            tuple(FrameKind.CONFIRMATION, Rig.ROOM.length()),
            tuple(FrameKind.SUBSCRIBE, Rig.ROOM.length()),
            tuple(FrameKind.WELCOME, 0));
  }

  @Test
  void aSubscriptionIsConfirmedUntilRailsIsLost() throws Exception {
    Session session = rig.subscribed("a");
    assertThat(state(session)).isEqualTo(SubscriptionState.ASKING);
    rig.upstream(session).confirm(Rig.ROOM);
    assertThat(state(session)).isEqualTo(SubscriptionState.CONFIRMED);
    rig.upstream(session).lose();
    assertThat(state(session)).isEqualTo(SubscriptionState.ASKING);
  }

  private SubscriptionState state(Session session) {
    return detail(session).subscriptions().get(0).state();
  }

  @Test
  void secretsOfTheHandshakeAreMasked() throws Exception {
    Handshake handshake =
        new Handshake(
            "token=t",
            List.of(
                "Cookie",
                "user=alice",
                "Authorization",
                "Bearer x",
                "User-Agent",
                "Firefox",
                "X-Real-IP",
                "203.0.113.9",
                "X-Forwarded-For",
                "203.0.113.9"));
    Session session = rig.registry.open("a", Rig.ALICE, handshake);
    assertThat(detail(session).headers())
        .containsExactly(
            new SessionDetail.Header("Cookie", "****"),
            new SessionDetail.Header("Authorization", "****"),
            new SessionDetail.Header("User-Agent", "Firefox"),
            new SessionDetail.Header("X-Real-IP", "203.0.113.9"),
            new SessionDetail.Header("X-Forwarded-For", "203.0.113.9"));
    assertThat(detail(session).session().address()).isEqualTo("203.0.113.9");
    assertThat(detail(session).session().agent()).isEqualTo("Firefox");
  }

  @Test
  void aLongAgentIsCut() throws Exception {
    Handshake handshake = new Handshake("", List.of("User-Agent", "x".repeat(5_000)));
    Session session = rig.registry.open("a", Rig.ALICE, handshake);
    assertThat(detail(session).session().agent()).hasSize(200);
  }

  @Test
  void whatPollsHaveNotAcknowledgedIsCounted() throws Exception {
    Session session = rig.subscribed("a");
    RecordingListener.poll().read(session, Rig.at(session, 0)).timeOut();
    rig.say(session, "1", "2");
    RecordingListener.poll().read(session, Rig.at(session, 0)).finish();
    assertThat(detail(session).session().unacknowledged()).isEqualTo(2);
    RecordingListener.poll().read(session, Rig.at(session, 2));
    assertThat(detail(session).session().unacknowledged()).isZero();
  }

  @Test
  void noSessionIsFoundByAnUnusedName() throws Exception {
    Session session = rig.open("a");
    assertThat(rig.registry.directory().detail("")).isEmpty();
    assertThat(rig.registry.directory().detail("a")).isEmpty();
    assertThat(rig.registry.directory().detail(session.epoch())).isEmpty();
    assertThat(rig.registry.directory().end("unknown")).isFalse();
    assertThat(rig.registry.directory().reconnect("unknown")).isFalse();
  }

  @Test
  void anOperatorEndsOneSessionAndItsReaderGetsTheReason() throws Exception {
    Session session = rig.subscribed("a");
    Session other = rig.subscribed("b");
    RecordingListener stream = RecordingListener.stream().read(session);
    assertThat(rig.registry.directory().end(name(session))).isTrue();
    assertThat(stream.closed()).isEqualTo(CloseReason.ENDED_BY_OPERATOR);
    assertThat(other.closeReason()).isNull();
    assertThat(rig.registry.directory().end(name(session))).as("it has ended already").isFalse();
    assertThat(rig.counters.closed().get("ended_by_operator")).isEqualTo(1);
  }

  @Test
  void anOperatorReconnectsTheUpstream() throws Exception {
    Session session = rig.subscribed("a");
    assertThat(rig.registry.directory().reconnect(name(session))).isTrue();
    assertThat(rig.upstream(session).calls()).contains("reconnect");
    assertThat(happened(session)).startsWith(ActivityKind.RECONNECT_BY_OPERATOR);
    assertThat(session.closeReason()).isNull();
  }

  @Test
  void streamsThatComeBackAreCountedByWhatTheyFind() throws Exception {
    Session session = rig.subscribed("a");
    RecordingListener.stream().read(session).cut();
    assertThat(rig.counters.delivery().resumes().total()).as("no position, no return").isZero();
    rig.say(session, "1", "2", "3", "4");
    RecordingListener.stream().read(session, Rig.at(session, 2)).cut();
    RecordingListener.stream().read(session, Rig.at(session, 1)).cut();
    RecordingListener.stream().read(session, new Position(3, "another")).cut();
    assertThatThrownBy(() -> RecordingListener.stream().read(session, Rig.at(session, 99)))
        .isInstanceOf(AttachRefusedException.class);
    RecordingListener.poll().read(session, Rig.at(session, 4)).timeOut();
    Counters<ResumeOutcome> resumes = rig.counters.delivery().resumes();
    assertThat(resumes.keys()).allSatisfy(outcome -> assertThat(resumes.get(outcome)).isOne());
  }

  @Test
  void aSlowWriteIsRemembered() throws Exception {
    Session session = rig.subscribed("a");
    RecordingListener stream = RecordingListener.stream().read(session);
    Attachment attachment = stream.attached();
    rig.say(session, "1");
    attachment.writing(stream.deliveries().get(stream.deliveries().size() - 1), 200);
    rig.advance(Duration.ofMillis(1_400));
    attachment.written();
    assertThat(detail(session).session().lastWriteStall()).isEqualTo(Duration.ofMillis(1_400));
    assertThat(rig.counters.delivery().counts().get(DeliveryCount.WRITE_STALLS)).isEqualTo(1);
    assertThat(rig.counters.delivery().latency().reading().quantileMillis(0.5))
        .isBetween(1_000.0, 2_500.0);
  }

  @Test
  void aQuickWriteIsNoStall() throws Exception {
    Session session = rig.subscribed("a");
    RecordingListener stream = RecordingListener.stream().read(session);
    stream.attached().writing(stream.deliveries().get(0), 200);
    rig.advance(Duration.ofMillis(900));
    stream.attached().written();
    assertThat(detail(session).session().lastWriteStall()).isZero();
  }

  @Test
  void aHeartbeatAfterAQuietWhileIsNoStall() throws Exception {
    Session session = rig.subscribed("a");
    RecordingListener stream = RecordingListener.stream().read(session);
    stream.attached().writing(stream.deliveries().get(0), 200);
    stream.attached().written();
    rig.advance(Duration.ofSeconds(15));
    stream.attached().writingHeartbeat();
    stream.attached().written();
    assertThat(rig.counters.delivery().counts().get(DeliveryCount.HEARTBEATS)).isEqualTo(1);
    assertThat(rig.counters.delivery().counts().get(DeliveryCount.WRITE_STALLS)).isZero();
    assertThat(detail(session).session().lastWriteStall()).isZero();
  }
}
