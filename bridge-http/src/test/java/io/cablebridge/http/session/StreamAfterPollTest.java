package io.cablebridge.http.session;

import static io.cablebridge.http.rig.RunningBridge.ROOM;
import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.http.rig.Answer;
import io.cablebridge.http.rig.Client;
import io.cablebridge.http.rig.RawConnection;
import io.cablebridge.http.rig.RunningBridge;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A client that opens a stream as soon as it has read a poll's answer finds the session not busy,
 * and gets what comes after the answer. The thread that writes the answer is another one than that
 * which reads the next request.
 */
class StreamAfterPollTest {
  private static final int TIMES = 2_000;

  private final String id = RunningBridge.newId();
  private final RunningBridge bridge =
      RunningBridge.start(plan -> plan.batchWindow = Duration.ZERO);

  @AfterEach
  void stop() {
    bridge.close();
  }

  @Test
  void aStreamMayFollowAPollAtOnce() throws IOException {
    bridge.client().opened(id, ROOM);
    bridge.awaitSubscribers(1);
    String position = position(bridge.client().get("/" + id));
    int refused = 0;
    try (RawConnection polls = RawConnection.to(bridge)) {
      for (int time = 0; time < TIMES; time++) {
        try (RawConnection next = RawConnection.to(bridge)) {
          polls.send(RawConnection.request("GET /" + id + "?after=" + position));
          bridge.rails.broadcast(ROOM, "" + 2 * time);
          Answer answer = polls.answer();
          next.send(RawConnection.request("GET /" + id, "Accept: text/event-stream"));
          assertThat(answer.received()).containsExactly("" + 2 * time);
          if (next.head().status() == 200) {
            bridge.rails.broadcast(ROOM, "" + (2 * time + 1));
            position = received(next, 2 * time + 1);
          } else {
            refused++;
            position = position(answer);
          }
        }
      }
    }
    assertThat(refused).isZero();
    bridge.client().get("/" + id + "?timeout=0.01&after=" + position).expect(200);
  }

  /** Reads a stream until its first message, which must be this one; returns its position. */
  private static String received(RawConnection stream, int message) throws IOException {
    String position = "";
    String line = "";
    while (!line.contains("\"received\"")) {
      line = stream.line();
      position = line.startsWith("id: ") ? line.substring(4) : position;
    }
    assertThat(line).contains("\"message\":" + message + "}");
    return position;
  }

  private static String position(Answer answer) {
    return answer.json().get("position").asText();
  }

  @Test
  void aPollWithoutAPositionMayFollowAPollAtOnce() {
    Client client = bridge.client();
    client.opened(id, ROOM);
    bridge.awaitSubscribers(1);
    client.get("/" + id);
    try (RawConnection one = RawConnection.to(bridge);
        RawConnection other = RawConnection.to(bridge)) {
      one.send(RawConnection.request("GET /" + id));
      for (int time = 0; time < TIMES; time++) {
        RawConnection from = time % 2 == 0 ? one : other;
        RawConnection next = time % 2 == 0 ? other : one;
        bridge.rails.broadcast(ROOM, "" + time);
        Answer answer = from.answer();
        next.send(RawConnection.request("GET /" + id));
        assertThat(answer.received()).containsExactly("" + time);
      }
    }
  }
}
