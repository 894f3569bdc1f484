package io.cablebridge.e2e.session;

import com.fasterxml.jackson.databind.JsonNode;
import io.cablebridge.e2e.client.ClientTransport;
import io.cablebridge.e2e.client.CommandClient;
import io.cablebridge.e2e.client.CuttableConnection;
import io.cablebridge.e2e.client.PollClient;
import io.cablebridge.e2e.client.PollReply;
import io.cablebridge.e2e.client.SequenceCheck;
import io.cablebridge.e2e.client.SseClient;
import io.cablebridge.e2e.client.SseEvent;
import io.cablebridge.e2e.client.SseStream;
import io.cablebridge.e2e.rig.BridgeProcess;
import io.cablebridge.e2e.rig.SameOriginHeaders;
import io.cablebridge.e2e.rig.TestBed;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * Follows one session to the end of a row while its connections are cut as planned. Opened and
 * subscribed by {@link #open}, before the first cut; then run by one thread.
 */
sealed interface InterruptedClient {

  /** Opens the session, subscribes it, and waits for the confirmation. */
  static InterruptedClient open(BridgeProcess bridge, ClientTransport transport, String room) {
    String id = TestBed.freshId();
    Runnable subscribe =
        () ->
            new CommandClient(bridge, id)
                .subscribe("{\"channel\":\"CountChannel\",\"room\":\"" + room + "\"}");
    return switch (transport) {
      case SSE -> new BySse(bridge, id, subscribe);
      case POLL -> new ByPoll(bridge, id, subscribe);
    };
  }

  /** Follows until the row is complete and every cut of the plan was made. */
  SequenceCheck follow(SequenceCheck row, CutSchedule plan) throws IOException;

  /** Less than a heartbeat: whoever hears nothing for so long lacks something. */
  Duration SILENCE = Duration.ofSeconds(12);

  /** Reconnects with {@code Last-Event-ID}. */
  final class BySse implements InterruptedClient {

    private final BridgeProcess bridge;
    private final String id;
    private final String sessionId;
    private String lastEventId;

    private BySse(BridgeProcess bridge, String id, Runnable subscribe) {
      this.bridge = bridge;
      this.id = id;
      try (SseClient client = new SseClient(bridge, id).connect()) {
        client.await("joined");
        subscribe.run();
        SseEvent connected = client.await("connected");
        lastEventId = connected.id();
        sessionId = connected.json().path("session_id").asText();
      }
    }

    @Override
    public SequenceCheck follow(SequenceCheck row, CutSchedule plan) throws IOException {
      while (!row.isComplete() || !plan.isDone()) {
        try (SseStream stream =
            SseStream.open(
                bridge.port(), "/" + id, lastEventId, SameOriginHeaders.headers(bridge))) {
          if (stream.response().status() != 200) {
            throw new AssertionError("reconnecting: " + stream.response().text());
          }
          try {
            read(stream, row, plan);
          } catch (CuttableConnection.Cut e) {
            plan.made();
          } finally {
            lastEventId = stream.lastEventId();
          }
        }
      }
      return row;
    }

    private void read(SseStream stream, SequenceCheck row, CutSchedule plan) throws IOException {
      stream.wire().giveUpAfter(SILENCE);
      boolean armed = false;
      while (!row.isComplete() || !plan.isDone()) {
        if (row.isComplete() || (!armed && plan.isDue(row))) {
          armed = true;
          stream.wire().cutAfter(plan.bytes(row));
        }
        SseEvent event = stream.next();
        if (event == null) {
          throw new AssertionError("the bridge ended the response at " + row);
        }
        JsonNode object = event.json();
        if (!object.path("session_id").asText().equals(sessionId)) {
          throw new AssertionError("another session: " + object);
        }
        row.take(object);
      }
    }
  }

  /** Acknowledges with {@code after}. */
  final class ByPoll implements InterruptedClient {

    private static final double HOLD_SECONDS = 2;

    private final PollClient client;

    private ByPoll(BridgeProcess bridge, String id, Runnable subscribe) {
      client = new PollClient(bridge, id);
      client.poll(0.1);
      subscribe.run();
      client.await("connected");
    }

    @Override
    public SequenceCheck follow(SequenceCheck row, CutSchedule plan) {
      int empty = 0;
      while (!row.isComplete() || !plan.isDone()) {
        if (plan.isDue(row)) {
          Optional<PollReply> reply = client.pollCutAfter(HOLD_SECONDS, plan.bytes(row));
          reply.ifPresentOrElse(row::take, plan::made);
        } else {
          PollReply reply = client.poll(HOLD_SECONDS);
          row.take(reply);
          empty = reply.messages().isEmpty() ? empty + 1 : 0;
          if (empty * HOLD_SECONDS > SILENCE.toSeconds()) {
            throw new AssertionError("nothing comes any more: " + row);
          }
        }
      }
      return row;
    }
  }
}
