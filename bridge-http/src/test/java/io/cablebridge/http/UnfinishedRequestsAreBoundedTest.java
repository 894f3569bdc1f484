package io.cablebridge.http;

import static io.cablebridge.http.rig.RunningBridge.ROOM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cablebridge.http.exchange.UnfinishedRequests;
import io.cablebridge.http.rig.Answer;
import io.cablebridge.http.rig.Client;
import io.cablebridge.http.rig.RawConnection;
import io.cablebridge.http.rig.RunningBridge;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clients that send parts of requests share one budget, and harm no whole request. */
class UnfinishedRequestsAreBoundedTest {
  private static final String LONG = "x".repeat(9000);

  private final String id = RunningBridge.newId();
  private final RunningBridge bridge = RunningBridge.start();

  @AfterEach
  void stop() {
    bridge.close();
  }

  private long held() {
    return bridge.unfinished.asLimit().used().getAsLong();
  }

  /** Takes the whole budget, as many unfinished requests of others do. */
  private UnfinishedRequests.Share fullBudget() {
    UnfinishedRequests.Share others = bridge.unfinished.newShare();
    others.set(bridge.unfinished.asLimit().limit().getAsLong() + 1);
    return others;
  }

  private RawConnection halfBody() {
    return RawConnection.to(bridge)
        .send(RawConnection.request("POST /" + id, "Content-Length: 60000") + LONG);
  }

  private RawConnection halfHead() {
    return RawConnection.to(bridge).send("GET /" + id + " HTTP/1.1\r\nHost: h\r\nX-A: " + LONG);
  }

  @Test
  void anUnfinishedBodyCountsUntilItsConnectionEnds() {
    bridge.client().opened(id, ROOM);
    try (RawConnection wire = halfBody()) {
      await().until(() -> held() >= LONG.length());
    }
    await().until(() -> held() == 0);
  }

  @Test
  void anUnfinishedHeadCountsUntilItIsWhole() {
    try (RawConnection wire = halfHead()) {
      await().until(() -> held() >= LONG.length());
      wire.send("\r\n\r\n");
      await().until(() -> held() == 0);
    }
    try (RawConnection wire = halfHead()) {
      await().until(() -> held() >= LONG.length());
    }
    await().until(() -> held() == 0);
  }

  @Test
  void beyondTheBudgetUnfinishedRequestsAreRefusedAndSmallOnesAreNot() {
    bridge.client().opened(id, ROOM);
    UnfinishedRequests.Share others = fullBudget();
    try (RawConnection body = halfBody();
        RawConnection head = halfHead()) {
      Answer refused = body.answer().expectError(503, "overloaded");
      assertThat(refused.header("Retry-After")).isNotEmpty();
      assertThat(head.answer().expect(503).header("Retry-After")).isNotEmpty();
      assertThat(head.ends()).isTrue();
    }
    long before = bridge.requests();
    try (RawConnection small = RawConnection.to(bridge)) {
      String body = Client.subscribe(ROOM);
      small.send(RawConnection.request("POST /" + id, "Content-Length: " + body.length()));
      await().until(() -> bridge.requests() > before);
      small.send(body.substring(0, 9));
      small.send(body.substring(9)).answer().expect(200);
    }
    others.release();
    try (RawConnection body = halfBody()) {
      await().until(() -> held() >= LONG.length());
    }
  }

  @Test
  void aBodyForASessionThatDoesNotExistIsNotKept() {
    try (RawConnection wire = halfBody()) {
      wire.answer().expectError(404, "session_not_found");
      assertThat(held()).isZero();
    }
  }

  @Test
  void aHeadInPiecesIsServed() {
    String head = RawConnection.request("GET /health/live", "X-A: " + LONG);
    try (RawConnection wire = RawConnection.to(bridge)) {
      for (int round = 0; round < 3; round++) {
        wire.send(head.substring(0, 10));
        wire.send(head.substring(10, 5000));
        wire.send(head.substring(5000)).answer().expect(200);
      }
      wire.send(head + head).answer().expect(200);
      wire.answer().expect(200);
      await().until(() -> held() == 0);
    }
  }
}
