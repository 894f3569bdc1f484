package io.cablebridge.stream.local;

import static io.cablebridge.stream.Messages.CHAT;
import static io.cablebridge.stream.Messages.after;
import static io.cablebridge.stream.Messages.at;
import static io.cablebridge.stream.Messages.publication;
import static io.cablebridge.stream.Messages.since;
import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.bounded.HeapBudget;
import io.cablebridge.protocol.JsonText;
import io.cablebridge.session.FakeTime;
import io.cablebridge.stream.Messages;
import io.cablebridge.stream.Publication;
import io.cablebridge.stream.RecordingSubscriber;
import io.cablebridge.stream.StreamMessage;
import io.cablebridge.stream.catchup.HistorySource;
import io.cablebridge.stream.local.StreamRegistry.EvictionPolicy;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The histories of all streams together are bounded, and a loss caused by it is reported. */
final class HistoryBudgetTest {
  private static final String KILOBYTE = "\"" + "x".repeat(1_022) + "\"";

  /** Room for about sixteen of these messages. */
  private final HeapBudget budget = new HeapBudget(40_000);

  private final FakeTime time = new FakeTime();
  private final MemoryBroker broker =
      new MemoryBroker(Messages.DEFAULTS, budget, Runnable::run, time);

  @BeforeEach
  void start() {
    broker.start();
  }

  @AfterEach
  void close() {
    broker.close();
  }

  private void publish(String stream, String text) {
    broker.publish(new Publication(stream, JsonText.of(text), null, null, false));
  }

  private String caughtUp(String stream, long since) {
    RecordingSubscriber reader = new RecordingSubscriber();
    broker.subscribe(stream, reader, since(since)).cancel();
    return reader.calls().get(0);
  }

  private long seconds() {
    return time.wallNanos() / 1_000_000_000L;
  }

  @Test
  void withinTheBudgetEverythingIsKept() {
    long before = seconds();
    time.advance(Duration.ofSeconds(1));
    for (int n = 0; n < 10; n++) {
      publish("s" + n, KILOBYTE);
      time.advance(Duration.ofSeconds(1));
    }
    for (int n = 0; n < 10; n++) {
      assertThat(caughtUp("s" + n, before)).isEqualTo("COMPLETE[" + KILOBYTE + "]");
    }
    assertThat(budget.dropped()).isZero();
    assertThat(budget.held()).isBetween(10L * 2 * KILOBYTE.length(), budget.limit());
  }

  @Test
  void anyNumberOfStreamsAndMessagesHoldsNoMoreThanTheBudget() {
    for (int n = 0; n < 1_000; n++) {
      publish("s" + n % 70, KILOBYTE);
      assertThat(budget.held()).isLessThanOrEqualTo(budget.limit());
    }
    assertThat(budget.dropped()).isGreaterThan(900);
  }

  @Test
  void aMessageThatIsNotKeptIsDeliveredAndItsLossReported() {
    RecordingSubscriber reader = new RecordingSubscriber();
    broker.subscribe(CHAT, reader, null);
    broker.publish(publication("1"));
    StreamMessage kept = reader.messages().get(0);
    for (int n = 0; n < 50; n++) {
      broker.publish(publication(KILOBYTE));
    }
    assertThat(reader.messages()).hasSize(51);
    RecordingSubscriber late = new RecordingSubscriber();
    broker.subscribe(CHAT, late, after(kept));
    assertThat(late.calls()).containsExactly("INCOMPLETE[]");
    RecordingSubscriber current = new RecordingSubscriber();
    broker.subscribe(CHAT, current, after(reader.messages().get(50)));
    assertThat(current.calls()).containsExactly("COMPLETE[]");
  }

  @Test
  void theOldestHistoryMakesRoomForNewMessages() {
    long before = seconds();
    for (int n = 0; n < 15; n++) {
      time.advance(Duration.ofMillis(10));
      publish("old", KILOBYTE);
    }
    time.advance(Duration.ofSeconds(2));
    long between = seconds();
    for (int n = 0; n < 4; n++) {
      publish("new", "\"" + n + "\"");
    }
    assertThat(caughtUp("new", between)).isEqualTo("COMPLETE[\"0\", \"1\", \"2\", \"3\"]");
    assertThat(caughtUp("old", before)).isEqualTo("INCOMPLETE[]");
    assertThat(budget.dropped()).isBetween(7L, 8L);
  }

  @Test
  void expiredMessagesGiveTheirBytesBack() {
    for (int n = 0; n < 10; n++) {
      publish("s" + n, KILOBYTE);
    }
    time.advance(Messages.DEFAULTS.ttl().plusSeconds(2));
    assertThat(budget.held()).isZero();
    assertThat(budget.dropped()).isZero();
  }

  @Test
  void anEvictedStreamGivesItsBytesBackAndTakesNoMore() {
    LocalStream stream =
        new LocalStream(CHAT, Messages.DEFAULTS, budget, Runnable::run, time, HistorySource.NONE);
    stream.publish(publication(KILOBYTE));
    assertThat(budget.held()).isPositive();
    stream.execute(stream::evict);
    assertThat(budget.held()).isZero();
    stream.append(at("A", 7));
    assertThat(budget.held()).isZero();
  }

  @Test
  void aStreamEvictedEarlyGivesItsBytesBack() {
    StreamRegistry<LocalStream> few =
        new StreamRegistry<>(
            name ->
                new LocalStream(
                    name, Messages.DEFAULTS, budget, Runnable::run, time, HistorySource.NONE),
            created -> {},
            evicted -> {},
            new EvictionPolicy(Messages.DEFAULTS.ttl(), true, 4),
            budget,
            time);
    few.start();
    for (int n = 0; n < 12; n++) {
      String name = "s" + n;
      few.use(
          name,
          stream -> stream.publish(new Publication(name, JsonText.of("1"), null, null, false)));
    }
    long each = budget.held() / few.all().count();
    time.advance(Duration.ofSeconds(2));
    assertThat(few.all().count()).isEqualTo(4);
    assertThat(budget.held()).isEqualTo(4 * each);
  }
}
