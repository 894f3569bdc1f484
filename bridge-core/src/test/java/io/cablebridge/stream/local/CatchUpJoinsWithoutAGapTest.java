package io.cablebridge.stream.local;

import static io.cablebridge.stream.Messages.CHAT;
import static io.cablebridge.stream.Messages.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.protocol.HistoryRequest;
import io.cablebridge.protocol.StreamPosition;
import io.cablebridge.session.FakeTime;
import io.cablebridge.stream.CatchUpResult;
import io.cablebridge.stream.Messages;
import io.cablebridge.stream.StreamMessage;
import io.cablebridge.stream.StreamSubscriber;
import io.cablebridge.stream.StreamSubscription;
import io.cablebridge.stream.catchup.HistorySource;
import io.cablebridge.stream.catchup.HistorySource.HistoryQuery;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/**
 * A server numbers messages, keeps them, and delivers them somewhat later. Meanwhile it answers
 * queries for old ones late, is lost and restored. A subscriber receives each message once and in
 * order, or a loss is reported to it.
 */
class CatchUpJoinsWithoutAGapTest {

  private enum Step {
    PUBLISHED,
    DELIVERED,
    BROADCAST_BY_OTHERS,
    ANSWERED,
    NOT_ANSWERED,
    SUBSCRIBER_RESUMES,
    LOST,
    RESTORED
  }

  /** Holds all messages; one is on its way until it is taken from {@link #delivering}. */
  private static final class Server implements HistorySource {
    private long newest;
    private boolean unavailable;
    private final Deque<Long> delivering = new ArrayDeque<>();
    private final Deque<CompletableFuture<CatchUpResult>> asked = new ArrayDeque<>();
    private final Deque<CatchUpResult> answers = new ArrayDeque<>();

    @Override
    public CompletionStage<CatchUpResult> read(HistoryQuery query) {
      long from =
          query.read().stream()
              .filter(position -> position.epoch().equals("A"))
              .mapToLong(StreamPosition::offset)
              .findFirst()
              .orElse(-1);
      List<StreamMessage> missed = new ArrayList<>();
      for (long offset = from + 1; offset <= newest; offset++) {
        missed.add(at("A", offset));
      }
      CompletableFuture<CatchUpResult> answer = new CompletableFuture<>();
      asked.add(answer);
      answers.add(from < 0 ? CatchUpResult.INCOMPLETE : CatchUpResult.complete(missed));
      return answer;
    }

    void answer(boolean found) {
      if (!asked.isEmpty()) {
        CatchUpResult answer = answers.remove();
        asked.remove().complete(found ? answer : CatchUpResult.INCOMPLETE);
      }
    }
  }

  /** A client that resumes at its position, and records every message that is out of order. */
  private static final class Client {
    private long offset = -1;
    private final List<String> wrong = new ArrayList<>();
    private StreamSubscription subscription = () -> {};

    void resume(LocalStream stream) {
      subscription.cancel();
      HistoryRequest request = offset < 0 ? null : Messages.after(Messages.position("A", offset));
      subscription =
          stream.subscribe(
              new StreamSubscriber() {
                @Override
                public void subscribed(CatchUpResult catchUp) {
                  if (catchUp.outcome() != CatchUpResult.Outcome.COMPLETE) {
                    // Its position proves nothing, so it begins again.
                    offset = -1;
                  }
                  catchUp.missed().forEach(this::message);
                }

                @Override
                public void message(StreamMessage message) {
                  StreamPosition position = message.position();
                  if (position != null && position.epoch().equals("A")) {
                    reads(position.offset());
                  }
                }

                @Override
                public void refused(String reason) {}

                @Override
                public void lost() {}
              },
              request);
    }

    private void reads(long next) {
      boolean right = offset < 0 || next == offset + 1;
      if (!right) {
        // An exception would only be logged, as for any failure of a subscriber.
        wrong.add(next + " after " + offset);
      }
      offset = next;
    }
  }

  @Property(tries = 3_000)
  void aSubscriberReceivesEachOnceInOrderOrALossIsReported(@ForAll("steps") List<Step> steps) {
    Server server = new Server();
    Deque<Runnable> tasks = new ArrayDeque<>();
    LocalStream stream =
        new LocalStream(
            CHAT, Messages.limit(4), Messages.AMPLE, tasks::add, new FakeTime(), server);
    List<Client> clients = List.of(new Client(), new Client(), new Client());
    int turn = 0;
    for (Step step : steps) {
      switch (step) {
        case PUBLISHED -> {
          server.newest++;
          if (!server.unavailable) {
            server.delivering.add(server.newest);
          }
        }
        case DELIVERED -> {
          if (!server.delivering.isEmpty()) {
            stream.append(at("A", server.delivering.remove()));
          }
        }
        case BROADCAST_BY_OTHERS -> stream.publish(Messages.publication("other"));
        case ANSWERED -> server.answer(true);
        case NOT_ANSWERED -> server.answer(false);
        case SUBSCRIBER_RESUMES -> clients.get(turn++ % clients.size()).resume(stream);
        case LOST -> {
          server.unavailable = true;
          server.delivering.clear();
          stream.lost();
        }
        case RESTORED -> {
          server.unavailable = false;
          stream.restored();
        }
      }
      while (!tasks.isEmpty()) {
        tasks.remove().run();
      }
    }
    assertThat(clients).allSatisfy(client -> assertThat(client.wrong).isEmpty());
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    return Arbitraries.frequency(
            Tuple.of(8, Step.PUBLISHED),
            Tuple.of(8, Step.DELIVERED),
            Tuple.of(2, Step.BROADCAST_BY_OTHERS),
            Tuple.of(4, Step.ANSWERED),
            Tuple.of(1, Step.NOT_ANSWERED),
            Tuple.of(5, Step.SUBSCRIBER_RESUMES),
            Tuple.of(1, Step.LOST),
            Tuple.of(2, Step.RESTORED))
        .list()
        .ofMinSize(10)
        .ofMaxSize(60);
  }
}
