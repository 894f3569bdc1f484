package io.cablebridge.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.protocol.JsonText;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** While a stream is unavailable, its readers get no pings, which would suggest that it works. */
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
    session.commands().execute(List.of(Rig.subscribe(CHAT)));
  }

  private boolean isHealthy() {
    int before = listener.healthyTicks();
    rig.advance(Duration.ofSeconds(1));
    return listener.healthyTicks() > before;
  }

  private void back() {
    rig.upstream(session).subscriptions().caughtUp(STREAM, null, List.of(), null).wake();
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
    rig.upstream(session).subscriptions().streamLost(STREAM).wake();
    assertThat(isHealthy()).isFalse();
    back();
    assertThat(isHealthy()).isTrue();
  }

  @Test
  void whileTheBrokerDoesNotDeliverASessionWithStreamsIsNotHealthy() {
    back();
    rig.upstreams.deliverStreams(false);
    assertThat(isHealthy()).isFalse();
    session.commands().execute(List.of(Rig.unsubscribe(CHAT)));
    assertThat(isHealthy()).as("without streams").isTrue();
  }

  @Test
  void theLossOfAnUnsubscribedStreamHasNoEffect() {
    session.commands().execute(List.of(Rig.unsubscribe(CHAT)));
    assertThat(isHealthy()).isTrue();
    session.commands().execute(List.of(Rig.subscribe(CHAT)));
    rig.upstream(session).subscriptions().rejected(STREAM, "no").wake();
    assertThat(isHealthy()).isTrue();
  }
}
