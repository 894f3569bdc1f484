package io.cablebridge.e2e.session;

import com.fasterxml.jackson.databind.JsonNode;
import io.cablebridge.e2e.client.ClientTransport;
import io.cablebridge.e2e.client.CommandClient;
import io.cablebridge.e2e.client.CuttableConnection;
import io.cablebridge.e2e.client.PollClient;
import io.cablebridge.e2e.client.PollReply;
import io.cablebridge.e2e.client.SequenceCheck;
import io.cablebridge.e2e.client.SseClient;
import io.cablebridge.e2e.client.SseStream;
import io.cablebridge.e2e.rig.BridgeProcess;
import io.cablebridge.e2e.rig.SameOriginHeaders;
import io.cablebridge.e2e.rig.TestBed;
import io.cablebridge.fake.SseEvent;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * Receives numbered messages in one session while its connection is cut by a {@link CutSchedule}.
 * {@link #open} opens and subscribes it before the first cut; then one thread runs it.
 */
sealed interface InterruptedClient {

  /** Opens the session, subscribes, and waits for the confirmation. */
  static InterruptedClient open(BridgeProcess bridge, ClientTransport transport, String room) {
    String id = TestBed.freshId();
    Runnable subscribe =
        () ->
            new CommandClient(bridge, id)
                .subscribe("{\"channel\":\"CountChannel\",\"room\":\"" + room + "\"}");
    return switch (transport) {
      case SSE -> new OverSse(bridge, id, subscribe);
      case POLL -> new OverPoll(bridge, id, subscribe);
    };
  }

  /** Receives until the sequence is complete and every scheduled cut is made. */
  SequenceCheck follow(SequenceCheck check, CutSchedule plan) throws IOException;

  /** Shorter than a heartbeat: longer silence means that messages are missing. */
  Duration SILENCE = Duration.ofSeconds(12);

  /** Reconnects with {@code Last-Event-ID}. */
  final class OverSse implements InterruptedClient {

    private final BridgeProcess bridge;
    private final String id;
    private final String sessionId;
    private String lastEventId;

    private OverSse(BridgeProcess bridge, String id, Runnable subscribe) {
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
    public SequenceCheck follow(SequenceCheck check, CutSchedule plan) throws IOException {
      while (!check.isComplete() || !plan.isDone()) {
        try (SseStream stream =
            SseStream.open(bridge.port(), "/" + id, lastEventId, SameOriginHeaders.of(bridge))) {
          if (stream.response().status() != 200) {
            throw new AssertionError("reconnecting: " + stream.response().text());
          }
          try {
            read(stream, check, plan);
          } catch (CuttableConnection.CutException e) {
            plan.made();
          } finally {
            lastEventId = stream.lastEventId();
          }
        }
      }
      return check;
    }

    private void read(SseStream stream, SequenceCheck check, CutSchedule plan) throws IOException {
      stream.connection().giveUpAfter(SILENCE);
      boolean armed = false;
      while (!check.isComplete() || !plan.isDone()) {
        if (check.isComplete() || (!armed && plan.isDue(check))) {
          armed = true;
          stream.connection().cutAfter(plan.bytes(check));
        }
        SseEvent event = stream.next();
        if (event == null) {
          throw new AssertionError("the bridge ended the response at " + check);
        }
        JsonNode object = event.json();
        if (!object.path("session_id").asText().equals(sessionId)) {
          throw new AssertionError("another session: " + object);
        }
        check.accept(object);
      }
    }
  }

  /** Acknowledges with {@code after}. */
  final class OverPoll implements InterruptedClient {

    private static final double HOLD_SECONDS = 2;

    private final PollClient client;

    private OverPoll(BridgeProcess bridge, String id, Runnable subscribe) {
      client = new PollClient(bridge, id);
      client.poll(0.1);
      subscribe.run();
      client.await("connected");
    }

    @Override
    public SequenceCheck follow(SequenceCheck check, CutSchedule plan) {
      int empty = 0;
      while (!check.isComplete() || !plan.isDone()) {
        if (plan.isDue(check)) {
          Optional<PollReply> reply = client.pollCutAfter(HOLD_SECONDS, plan.bytes(check));
          reply.ifPresentOrElse(check::accept, plan::made);
        } else {
          PollReply reply = client.poll(HOLD_SECONDS);
          check.accept(reply);
          empty = reply.messages().isEmpty() ? empty + 1 : 0;
          if (empty * HOLD_SECONDS > SILENCE.toSeconds()) {
            throw new AssertionError("nothing comes any more: " + check);
          }
        }
      }
      return check;
    }
  }
}
