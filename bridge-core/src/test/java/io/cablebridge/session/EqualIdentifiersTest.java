package io.cablebridge.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.protocol.Command;
import io.cablebridge.session.command.Reply;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A client may write an identifier with other blanks or another order of keys than when it
 * subscribed; Rails receives it as the client subscribed.
 */
class EqualIdentifiersTest {
  private static final String OTHER_ORDER = "{\"room\":\"r1\", \"channel\":\"ChatChannel\"}";
  private static final String ELSEWHERE = "{\"room\":\"r2\", \"channel\":\"ChatChannel\"}";

  private final Rig rig = new Rig();
  private final Session session;

  EqualIdentifiersTest() throws SessionLimitException {
    session = rig.subscribed("a");
  }

  private Reply execute(Command command) {
    return session.commands().execute(List.of(command)).get(0);
  }

  private List<String> calls() {
    List<String> calls = rig.upstream(session).calls();
    return calls.subList(2, calls.size());
  }

  @Test
  void anActionIsSentWithTheBytesOfTheSubscription() {
    Reply reply = execute(Rig.send(OTHER_ORDER, "{\"n\":1}"));
    assertThat(reply).isEqualTo(new Reply(session.chanIds().get(0), null));
    assertThat(calls()).containsExactly("perform " + Rig.ROOM + " {\"n\":1}");
  }

  @Test
  void aSubscriptionEndsWithItsOwnBytes() {
    String chanId = session.chanIds().get(0);
    assertThat(execute(Rig.unsubscribe(OTHER_ORDER))).isEqualTo(new Reply(chanId, null));
    assertThat(calls()).containsExactly("unsubscribe " + Rig.ROOM);
    assertThat(session.chanIds()).isEmpty();
    assertThat(execute(Rig.unsubscribe(OTHER_ORDER)).error()).isEqualTo("not_subscribed");
  }

  @Test
  void anotherValueIsNotSubscribed() {
    assertThat(execute(Rig.send(ELSEWHERE, "{}")).error()).isEqualTo("not_subscribed");
    assertThat(execute(Rig.unsubscribe(ELSEWHERE)).error()).isEqualTo("not_subscribed");
    assertThat(calls()).isEmpty();
  }

  @Test
  void twoSubscriptionsOfEqualValueRemainTwoAndTheVeryBytesComeFirst() {
    execute(Rig.subscribe(OTHER_ORDER));
    assertThat(session.chanIds()).hasSize(2).doesNotHaveDuplicates();
    execute(Rig.send(OTHER_ORDER, "{}"));
    execute(Rig.send(Rig.ROOM, "{}"));
    assertThat(calls())
        .containsExactly(
            "subscribe " + OTHER_ORDER,
            "perform " + OTHER_ORDER + " {}",
            "perform " + Rig.ROOM + " {}");
  }

  @Test
  void ofSeveralEqualOnesTheOldestIsMeant() {
    execute(Rig.subscribe(OTHER_ORDER));
    String third = "{ \"channel\":\"ChatChannel\",\"room\":\"r1\" }";
    execute(Rig.unsubscribe(third));
    execute(Rig.unsubscribe(third));
    assertThat(execute(Rig.unsubscribe(third)).error()).isEqualTo("not_subscribed");
    assertThat(calls())
        .containsExactly(
            "subscribe " + OTHER_ORDER, "unsubscribe " + Rig.ROOM, "unsubscribe " + OTHER_ORDER);
  }

  @Test
  void oneRequestMayMakeUseAndEndASubscription() {
    String written = "{\"channel\":\"Counter\",\"from\":1}";
    String later = "{\"from\":1.0,\"channel\":\"Counter\"}";
    List<Reply> replies =
        session
            .commands()
            .execute(
                List.of(
                    Rig.send(later, "{}"),
                    Rig.subscribe(written),
                    Rig.send(later, "{}"),
                    Rig.unsubscribe(later),
                    Rig.send(later, "{}")));
    assertThat(replies)
        .extracting(Reply::error)
        .containsExactly("not_subscribed", null, null, null, "not_subscribed");
    assertThat(calls())
        .containsExactly(
            "subscribe " + written, "perform " + written + " {}", "unsubscribe " + written);
  }

  @Test
  void aStreamIsFoundAsWell() {
    execute(Rig.subscribe("{\"channel\":\"$pubsub\",\"stream_name\":\"chat\"}"));
    assertThat(
            execute(Rig.send("{\"stream_name\":\"chat\",\"channel\":\"$pubsub\"}", "{}")).error())
        .isEqualTo("stream_is_read_only");
  }

  @Test
  void manyMissesInOneRequestAreCheap() {
    String filler = "x".repeat(3900);
    for (int i = 0; i < 99; i++) {
      execute(Rig.subscribe("{\"channel\":\"C\",\"n\":" + i + ",\"f\":\"" + filler + "\"}"));
    }
    List<Command> misses = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      misses.add(Rig.unsubscribe("{\"channel\":\"D\",\"n\":" + i + "}"));
    }
    // Each would parse 400 kB if the subscriptions were parsed for it: 8 GB in all.
    assertThat(session.commands().execute(misses))
        .allMatch(reply -> "not_subscribed".equals(reply.error()));
  }
}
