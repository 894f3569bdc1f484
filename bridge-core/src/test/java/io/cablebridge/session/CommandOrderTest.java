package io.cablebridge.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.protocol.Command;
import io.cablebridge.session.command.Reply;
import io.cablebridge.session.delivery.CloseReason;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Commands reach the upstream in the order in which they came, and each has its own answer. */
class CommandOrderTest {
  private static final String OTHER = "{\"channel\":\"OtherChannel\"}";
  private final Rig rig = new Rig();

  @Test
  void theCommandsOfOneRequestStayInOrder() throws Exception {
    Session session = rig.subscribed("a");
    session.execute(
        List.of(
            Rig.send(Rig.ROOM, "{\"n\":1}"),
            Rig.subscribe(OTHER),
            Rig.send(OTHER, "{\"n\":2}"),
            Rig.unsubscribe(Rig.ROOM)));
    assertThat(rig.upstream(session).calls())
        .containsExactly(
            "open",
            "subscribe " + Rig.ROOM,
            "perform " + Rig.ROOM + " {\"n\":1}",
            "subscribe " + OTHER,
            "perform " + OTHER + " {\"n\":2}",
            "unsubscribe " + Rig.ROOM);
  }

  @Test
  void twoRequestsAreNeverMixed() throws Exception {
    Session session = rig.subscribed("a");
    ExecutorService threads = Executors.newFixedThreadPool(2);
    Future<?> left = threads.submit(() -> session.execute(sends("left")));
    Future<?> right = threads.submit(() -> session.execute(sends("right")));
    left.get(10, TimeUnit.SECONDS);
    right.get(10, TimeUnit.SECONDS);
    threads.shutdown();
    List<String> calls = rig.upstream(session).calls();
    List<String> performed = calls.subList(2, calls.size());
    assertThat(performed).hasSize(2000);
    String first = performed.get(0).contains("left") ? "left" : "right";
    assertThat(performed.subList(0, 1000)).allMatch(call -> call.contains(first));
  }

  private static List<Command> sends(String name) {
    List<Command> commands = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      commands.add(Rig.send(Rig.ROOM, "{\"" + name + "\":" + i + "}"));
    }
    return commands;
  }

  @Test
  void subscribingAnswersWithAChannelId() throws Exception {
    Reply reply = rig.open("a").execute(List.of(Rig.subscribe(Rig.ROOM))).get(0);
    assertThat(reply.error()).isNull();
    assertThat(reply.chanId()).hasSize(11);
  }

  @Test
  void subscribingAgainAnswersWithTheSameChannelId() throws Exception {
    Session session = rig.open("a");
    List<Reply> replies =
        session.execute(List.of(Rig.subscribe(Rig.ROOM), Rig.subscribe(Rig.ROOM)));
    assertThat(replies.get(1)).isEqualTo(replies.get(0));
  }

  @Test
  void subscribingAgainTellsTheUpstreamNothing() throws Exception {
    Session session = rig.subscribed("a");
    session.execute(List.of(Rig.subscribe(Rig.ROOM)));
    assertThat(rig.upstream(session).calls()).containsExactly("open", "subscribe " + Rig.ROOM);
  }

  @Test
  void theSameParametersWithBlanksAreAnotherSubscription() throws Exception {
    Session session = rig.subscribed("a");
    session.execute(List.of(Rig.subscribe(Rig.ROOM.replace(",", ", "))));
    assertThat(session.chanIds()).hasSize(2).doesNotHaveDuplicates();
  }

  @Test
  void sendingToWhatIsNotSubscribedIsRefused() throws Exception {
    Session session = rig.subscribed("a");
    assertThat(session.execute(List.of(Rig.send(OTHER, "{}"))))
        .containsExactly(new Reply(null, "not_subscribed"));
    assertThat(rig.upstream(session).calls()).hasSize(2);
  }

  @Test
  void unsubscribingFromWhatIsNotSubscribedIsRefused() throws Exception {
    Session session = rig.subscribed("a");
    assertThat(session.execute(List.of(Rig.unsubscribe(OTHER))))
        .containsExactly(new Reply(null, "not_subscribed"));
    assertThat(rig.upstream(session).calls()).hasSize(2);
  }

  @Test
  void unsubscribingAnswersWithTheChannelIdItHad() throws Exception {
    Session session = rig.subscribed("a");
    String chanId = session.chanIds().get(0);
    assertThat(session.execute(List.of(Rig.unsubscribe(Rig.ROOM))))
        .containsExactly(new Reply(chanId, null));
    assertThat(session.chanIds()).isEmpty();
  }

  @Test
  void oneWrongCommandDoesNotKeepTheOthers() throws Exception {
    Session session = rig.subscribed("a");
    List<Reply> replies =
        session.execute(
            List.of(new Command.Invalid("bad_request"), Rig.send(Rig.ROOM, "{\"n\":1}")));
    assertThat(replies.get(0)).isEqualTo(new Reply(null, "bad_request"));
    assertThat(replies.get(1).error()).isNull();
    assertThat(rig.upstream(session).calls()).endsWith("perform " + Rig.ROOM + " {\"n\":1}");
  }

  @Test
  void sendingBeforeTheWelcomeIsRefusedAndNotQueued() throws Exception {
    Session session = rig.open("a");
    session.execute(List.of(Rig.subscribe(Rig.ROOM)));
    assertThat(session.execute(List.of(Rig.send(Rig.ROOM, "{}"))).get(0).error())
        .isEqualTo("upstream_unavailable");
    assertThat(rig.upstream(session).calls()).containsExactly("open", "subscribe " + Rig.ROOM);
  }

  @Test
  void sendingWhileTheUpstreamIsAwayIsRefusedAndNotQueued() throws Exception {
    Session session = rig.subscribed("a");
    rig.upstream(session).lose();
    assertThat(session.execute(List.of(Rig.send(Rig.ROOM, "{}"))).get(0).error())
        .isEqualTo("upstream_unavailable");
    assertThat(rig.upstream(session).calls()).hasSize(2);
  }

  @Test
  void whatTheUpstreamCannotTakeIsRefused() throws Exception {
    Session session = rig.subscribed("a");
    rig.upstream(session).performNothing();
    assertThat(session.execute(List.of(Rig.send(Rig.ROOM, "{}"))).get(0).error())
        .isEqualTo("upstream_unavailable");
  }

  @Test
  void aSubscribeThatTheUpstreamCannotTakeLeavesNothing() throws Exception {
    Session session = rig.subscribed("a");
    rig.upstream(session).refuseSubscribes();
    assertThat(session.execute(List.of(Rig.subscribe(OTHER))))
        .containsExactly(new Reply(null, "upstream_unavailable"));
    assertThat(session.chanIds()).hasSize(1);
  }

  @Test
  void aSessionThatHasEndedPerformsNothing() throws Exception {
    Session session = rig.subscribed("a");
    session.close(CloseReason.DELETED);
    assertThat(session.execute(List.of(Rig.send(Rig.ROOM, "{}"))).get(0).error())
        .isEqualTo("session_closed");
    assertThat(rig.upstream(session).calls()).endsWith("close");
  }
}
