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
 * A server numbers messages, keeps them, and delivers them somewhat later, while it is also asked
 * for old ones, answers late, and is lost and found: a reader gets each once and in order, or is
 * told that it may not have.
 */
class CatchUpJoinsWithoutAGapTest {

  private enum Happening {
    PUBLISHED,
    DELIVERED,
    BROADCAST_BY_OTHERS,
    ANSWERED,
    NOT_ANSWERED,
    READER_COMES_BACK,
    LOST,
    RESTORED
  }

  /** Holds all; what it has said is on its way until it is taken from {@link #delivering}. */
  private static final class Server implements HistorySource {
    private long newest;
    private boolean away;
    private final Deque<Long> delivering = new ArrayDeque<>();
    private final Deque<CompletableFuture<CatchUpResult>> asked = new ArrayDeque<>();
    private final Deque<CatchUpResult> answers = new ArrayDeque<>();

    @Override
    public CompletionStage<CatchUpResult> after(List<StreamPosition> positions) {
      long from =
          positions.stream()
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

    @Override
    public CompletionStage<CatchUpResult> since(long seconds) {
      return CompletableFuture.completedFuture(CatchUpResult.INCOMPLETE);
    }

    void answer(boolean found) {
      if (!asked.isEmpty()) {
        CatchUpResult answer = answers.remove();
        asked.remove().complete(found ? answer : CatchUpResult.INCOMPLETE);
      }
    }
  }

  /** One who comes back to where he was; says at once what is wrong with what he is told. */
  private static final class Client {
    private long offset = -1;
    private final List<String> wrong = new ArrayList<>();
    private StreamSubscription subscription = () -> {};

    void comesBack(LocalStream stream) {
      subscription.cancel();
      HistoryRequest wish = offset < 0 ? null : Messages.after(Messages.position("A", offset));
      subscription =
          stream.subscribe(
              new StreamSubscriber() {
                @Override
                public void subscribed(CatchUpResult catchup) {
                  if (catchup.outcome() != CatchUpResult.Outcome.COMPLETE) {
                    // Nothing is promised of what he has: he begins anew.
                    offset = -1;
                  }
                  catchup.missed().forEach(this::message);
                }

                @Override
                public void message(StreamMessage message) {
                  StreamPosition position = message.position();
                  if (position != null && position.epoch().equals("A")) {
                    reads(position.offset());
                  }
                }

                @Override
                public void lost() {}
              },
              wish);
    }

    private void reads(long next) {
      boolean right = offset < 0 || next == offset + 1;
      if (!right) {
        // Thrown here it would only be logged, as any failure of a reader.
        wrong.add(next + " after " + offset);
      }
      offset = next;
    }
  }

  @Property(tries = 3_000)
  void aReaderGetsEachOnceInOrderOrIsToldThatItMayNot(
      @ForAll("happenings") List<Happening> happenings) {
    Server server = new Server();
    Deque<Runnable> tasks = new ArrayDeque<>();
    LocalStream stream =
        new LocalStream(
            CHAT, Messages.limit(4), Messages.AMPLE, tasks::add, new FakeTime(), server);
    List<Client> clients = List.of(new Client(), new Client(), new Client());
    int turn = 0;
    for (Happening happening : happenings) {
      switch (happening) {
        case PUBLISHED -> {
          server.newest++;
          if (!server.away) {
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
        case READER_COMES_BACK -> clients.get(turn++ % clients.size()).comesBack(stream);
        case LOST -> {
          server.away = true;
          server.delivering.clear();
          stream.lost();
        }
        case RESTORED -> {
          server.away = false;
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
  Arbitrary<List<Happening>> happenings() {
    return Arbitraries.frequency(
            Tuple.of(8, Happening.PUBLISHED),
            Tuple.of(8, Happening.DELIVERED),
            Tuple.of(2, Happening.BROADCAST_BY_OTHERS),
            Tuple.of(4, Happening.ANSWERED),
            Tuple.of(1, Happening.NOT_ANSWERED),
            Tuple.of(5, Happening.READER_COMES_BACK),
            Tuple.of(1, Happening.LOST),
            Tuple.of(2, Happening.RESTORED))
        .list()
        .ofMinSize(10)
        .ofMaxSize(60);
  }
}
