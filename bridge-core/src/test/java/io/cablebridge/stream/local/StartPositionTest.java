package io.cablebridge.stream.local;

import static io.cablebridge.stream.Messages.CHAT;
import static io.cablebridge.stream.Messages.publication;
import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.protocol.HistoryRequest;
import io.cablebridge.protocol.StreamPosition;
import io.cablebridge.session.FakeTime;
import io.cablebridge.stream.CatchUpResult;
import io.cablebridge.stream.CatchUpResult.Outcome;
import io.cablebridge.stream.Messages;
import io.cablebridge.stream.StreamMessage;
import io.cablebridge.stream.StreamSubscriber;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A subscriber has a position before the first message, and can resume from it. */
class StartPositionTest {
  private final MemoryBroker broker =
      new MemoryBroker(Messages.DEFAULTS, Messages.AMPLE, Runnable::run, new FakeTime());

  @Test
  void ofAStreamWithoutMessages() {
    StreamPosition start = start();
    broker.publish(publication("1"));
    broker.publish(publication("2"));
    assertThat(resumed(start).missed()).hasSize(2);
  }

  @Test
  void ofAStreamWithMessages() {
    broker.publish(publication("1"));
    StreamPosition start = start();
    broker.publish(publication("2"));
    assertThat(resumed(start).missed()).hasSize(1);
  }

  @Test
  void aSubscriberThatMissedNothingIsAtTheEnd() {
    broker.publish(publication("1"));
    StreamPosition start = start();
    CatchUpResult again = resumed(start);
    assertThat(again.outcome()).isEqualTo(Outcome.COMPLETE);
    assertThat(again.start()).isEqualTo(start);
  }

  private StreamPosition start() {
    return Objects.requireNonNull(read(null).start());
  }

  private CatchUpResult resumed(StreamPosition at) {
    return read(new HistoryRequest(Map.of(CHAT, at), 0));
  }

  private CatchUpResult read(@org.jspecify.annotations.Nullable HistoryRequest history) {
    List<CatchUpResult> results = new ArrayList<>();
    broker
        .subscribe(
            CHAT,
            new StreamSubscriber() {
              @Override
              public void subscribed(CatchUpResult catchUp) {
                results.add(catchUp);
              }

              @Override
              public void message(StreamMessage message) {}

              @Override
              public void refused(String reason) {}

              @Override
              public void lost() {}
            },
            history)
        .cancel();
    return results.get(0);
  }
}
