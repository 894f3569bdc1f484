package io.cablebridge.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.protocol.JsonText;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** While a stream is away its readers are not pinged into thinking that all is well. */
class StreamsAwayTest {
  private static final String CHAT = "{\"channel\":\"$pubsub\",\"stream_name\":\"chat\"}";
  private static final JsonText STREAM = JsonText.of(CHAT);

  private final Rig rig = new Rig();
  private Session session;
  private RecordingListener listener;

  @BeforeEach
  void read() throws Exception {
    session = rig.subscribed("a");
    listener = RecordingListener.stream().read(session);
    session.execute(List.of(Rig.subscribe(CHAT)));
  }

  private boolean isHealthy() {
    int before = listener.healthyTicks();
    rig.advance(Duration.ofSeconds(1));
    return listener.healthyTicks() > before;
  }

  private void back() {
    session.reports().caughtUp(STREAM, null, List.of(), null);
  }

  @Test
  void aStreamThatIsThereIsHealthy() {
    assertThat(isHealthy()).as("before it is there").isFalse();
    back();
    assertThat(isHealthy()).isTrue();
  }

  @Test
  void aStreamThatIsLostIsNotHealthyUntilItIsBack() {
    back();
    session.reports().lost(STREAM);
    assertThat(isHealthy()).isFalse();
    back();
    assertThat(isHealthy()).isTrue();
  }

  @Test
  void aLostStreamThatNobodyWantsAnyMoreHarmsNothing() {
    session.execute(List.of(Rig.unsubscribe(CHAT)));
    assertThat(isHealthy()).isTrue();
    session.execute(List.of(Rig.subscribe(CHAT)));
    session.reports().rejected(STREAM, "no").wake();
    assertThat(isHealthy()).isTrue();
  }
}
