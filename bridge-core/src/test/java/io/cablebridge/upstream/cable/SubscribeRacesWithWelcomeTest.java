package io.cablebridge.upstream.cable;

import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.session.RecordingListener;
import io.cablebridge.session.Session;
import io.cablebridge.session.delivery.Event.Kind;
import io.cablebridge.session.delivery.UpstreamState;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Connections are lost and welcomed again while another thread subscribes. A subscribe that comes
 * at the same time as the welcome is sent by one of the two, and never by both: Rails ignores the
 * second one, and what is not answered ends as rejected.
 */
class SubscribeRacesWithWelcomeTest {
  private static final int IDENTIFIERS = 10_000;

  /** How many identifiers are subscribed at most while one connection is made. */
  private static final int BURST = 90;

  /** After this a subscribe without an answer counts as rejected. */
  private static final Duration UNANSWERED = Duration.ofSeconds(16);

  /** Makes an identifier take long to parse, so that a welcome often comes meanwhile. */
  private static final String LONG = "x".repeat(2000);

  private final CableRig rig =
      new CableRig(
          settings -> {
            settings.backoffMin = Duration.ofMillis(1);
            settings.backoffMax = Duration.ofMillis(1);
            settings.resubscribeDelay = Duration.ofMillis(1);
            settings.staleAfter = Duration.ofHours(1);
            settings.connectTimeout = Duration.ofHours(1);
          });
  private final Session session = rig.welcomed("a");
  private int used;

  @AfterEach
  void stop() {
    rig.close();
  }

  @Test
  void eachIdentifierReachesRailsOnceAConnection() throws Exception {
    RecordingListener listener = rig.listen(session);
    while (used < IDENTIFIERS) {
      rig.drop(session);
      int first = used;
      CompletableFuture<Void> subscribing = CompletableFuture.runAsync(this::subscribeUntilOpen);
      rig.reconnect(session);
      subscribing.get(10, TimeUnit.SECONDS);
      List<String> fresh = IntStream.range(first, used).mapToObj(this::identifier).toList();
      rig.eventually(() -> fresh.stream().allMatch(each -> rig.rails.subscribers(each) == 1));
      rig.settle(session);
      rig.pass(UNANSWERED);
      fresh.forEach(each -> rig.unsubscribe(session, each));
    }
    long rejected =
        listener.channelEvents().stream().filter(event -> event.kind() == Kind.REJECTED).count();
    assertThat(List.of(rig.rails.repeatedSubscribes().size(), rejected))
        .as("subscribed again, and rejected though confirmed")
        .isEqualTo(List.of(0, 0L));
  }

  private void subscribeUntilOpen() {
    for (int i = 0; i < BURST && session.upstreamState() != UpstreamState.OPEN; i++) {
      assertThat(rig.subscribe(session, identifier(used++)).error()).isNull();
    }
  }

  private String identifier(int number) {
    return "{\"channel\":\"ChatChannel\",\"text\":\"" + LONG + "\",\"room\":" + number + "}";
  }
}
