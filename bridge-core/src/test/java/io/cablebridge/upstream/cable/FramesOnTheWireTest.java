package io.cablebridge.upstream.cable;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.session.RecordingListener;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Rails sends arrives unchanged and in order, for any division into frames. */
class FramesOnTheWireTest {
  private static final String FRAME =
      "{\"identifier\":\"{\\\"channel\\\":\\\"ChatChannel\\\",\\\"room\\\":\\\"r1\\\"}\","
          + "\"message\":";
  private final CableRig rig = new CableRig();

  @AfterEach
  void stop() {
    rig.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "9007199254740993",
        "1e400",
        "1.0",
        "\"\\u003cb\\u003e\"",
        "\"😀\"",
        "\"\\ud800\"",
        "{\"z\":1,\"a\":2,\"10\":3}",
        "null"
      })
  void aMessageArrivesByteForByte(String message) {
    RecordingListener listener = listening();
    rig.rails.broadcast(CableRig.ROOM, message);
    rig.eventually(() -> listener.messages().size() == 1);
    assertThat(listener.messages()).containsExactly(message);
  }

  @Test
  void messagesStayInOrder() {
    RecordingListener listener = listening();
    List<String> sent = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      sent.add(String.valueOf(i));
      rig.rails.broadcast(CableRig.ROOM, String.valueOf(i));
    }
    rig.eventually(() -> listener.messages().size() == 200);
    assertThat(listener.messages()).isEqualTo(sent);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 100})
  void fragmentsAreGluedTogether(int size) {
    RecordingListener listener = listening();
    String message = "\"" + "é😀x".repeat(50) + "\"";
    rig.rails.sendFragmented((FRAME + message + "}").getBytes(UTF_8), size);
    rig.eventually(() -> listener.messages().size() == 1);
    assertThat(listener.messages()).containsExactly(message);
  }

  @Test
  void aMessageOfManyBuffersIsWhole() {
    RecordingListener listener = listening();
    String message = "\"" + "0123456789".repeat(50_000) + "\"";
    rig.rails.broadcast(CableRig.ROOM, message);
    rig.eventually(() -> listener.messages().size() == 1);
    assertThat(listener.messages()).containsExactly(message);
  }

  @Test
  void whatFollowsAFragmentedMessageIsOnItsOwn() {
    RecordingListener listener = listening();
    rig.rails.sendFragmented((FRAME + "1}").getBytes(UTF_8), 10);
    rig.rails.broadcast(CableRig.ROOM, "2");
    rig.eventually(() -> listener.messages().size() == 2);
    assertThat(listener.messages()).containsExactly("1", "2");
  }

  @Test
  void binaryFramesArePassedOver() {
    RecordingListener listener = listening();
    rig.rails.sendBinary((FRAME + "1}").getBytes(UTF_8));
    rig.rails.broadcast(CableRig.ROOM, "2");
    rig.eventually(() -> listener.messages().size() == 1);
    assertThat(listener.messages()).containsExactly("2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "garbage", "[]", "{\"type\":\"news\"}", "{\"message\":1}", "{"})
  void garbageIsCountedAndPassedOver(String garbage) {
    RecordingListener listener = listening();
    rig.rails.sendRaw(garbage);
    rig.rails.broadcast(CableRig.ROOM, "2");
    rig.eventually(() -> listener.messages().size() == 1);
    assertThat(rig.counters.counts().get(CableCount.FRAMES_IGNORED)).isEqualTo(1);
    assertThat(listener.kinds()).containsExactly("received");
  }

  @Test
  void aMessageWithoutASubscriptionIsIgnored() {
    RecordingListener listener = listening();
    rig.rails.sendRaw("{\"identifier\":\"{\\\"channel\\\":\\\"Stranger\\\"}\",\"message\":1}");
    rig.rails.broadcast(CableRig.ROOM, "2");
    rig.eventually(() -> listener.messages().size() == 1);
    assertThat(listener.messages()).containsExactly("2");
  }

  @Test
  void aSecondConfirmationIsNotReported() {
    RecordingListener listener = listening();
    rig.rails.sendRaw(FRAME.replace("\"message\":", "\"type\":\"confirm_subscription\"}"));
    rig.rails.broadcast(CableRig.ROOM, "2");
    rig.eventually(() -> listener.messages().size() == 1);
    assertThat(listener.kinds()).containsExactly("received");
  }

  private RecordingListener listening() {
    return rig.listen(rig.subscribed("a"));
  }
}
