package io.cablebridge.stream.local;

import static io.cablebridge.stream.Messages.CHAT;
import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.session.FakeTime;
import io.cablebridge.stream.Messages;
import io.cablebridge.stream.RecordingSubscriber;
import io.cablebridge.stream.StreamSubscription;
import io.cablebridge.stream.catchup.HistorySource;
import org.junit.jupiter.api.Test;

/** The server of a stream's broker does not permit the bridge to read the stream. */
final class StreamRefusedTest {
  private static final String REASON = "not permitted";

  private final LocalStream stream =
      new LocalStream(
          CHAT,
          Messages.DEFAULTS,
          Messages.AMPLE,
          Runnable::run,
          new FakeTime(),
          HistorySource.NONE);
  private final RecordingSubscriber reader = new RecordingSubscriber();

  @Test
  void subscribersThatWaitAreRefusedAndLeaveTheStream() {
    stream.lost();
    StreamSubscription subscription = stream.subscribe(reader, null);
    RecordingSubscriber other = new RecordingSubscriber();
    stream.subscribe(other, Messages.since(1));
    stream.refuse(REASON);

    assertThat(reader.calls()).containsExactly("refused");
    assertThat(other.calls()).containsExactly("refused");
    subscription.cancel();
    assertThat(stream.status().snapshot().readers()).isZero();
  }

  @Test
  void subscribersFromBeforeTheLossAreRefused() {
    stream.subscribe(reader, null);
    stream.lost();
    stream.refuse(REASON);
    assertThat(reader.calls()).containsExactly("NOT_ASKED[]", "lost", "refused");
  }

  @Test
  void aLaterSubscriberWaitsUntilTheStreamIsPermitted() {
    stream.lost();
    stream.refuse(REASON);
    stream.subscribe(reader, null);
    assertThat(reader.calls()).isEmpty();
    stream.restored();
    assertThat(reader.calls()).containsExactly("NOT_ASKED[]");
  }
}
