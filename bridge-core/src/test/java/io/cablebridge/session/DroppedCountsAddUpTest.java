package io.cablebridge.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.protocol.Position;
import io.cablebridge.session.delivery.AttachRefusedException;
import io.cablebridge.session.delivery.Delivery;
import io.cablebridge.session.delivery.Event;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Whatever happens to its connections, a client that always passes its position gets each event
 * once, in order, or a report that it was lost.
 */
class DroppedCountsAddUpTest {

  /** What may happen: some events, or an action of the client or its network. */
  private enum Happening {
    ONE_EVENT,
    FIVE_EVENTS,
    READS,
    IS_CUT_WHILE_WRITING,
    READS_THEN_IS_CUT,
    TIME_PASSES
  }

  /** Counts what a client has received: what was written before its connection broke. */
  private static final class Client {
    private final Session session;
    private long position;
    private long received;
    private long dropped;
    private RecordingListener response;

    Client(Session session) throws AttachRefusedException {
      this.session = session;
      this.response = connect();
    }

    private RecordingListener connect() throws AttachRefusedException {
      Position from = new Position(position, session.epoch());
      return RecordingListener.stream().pause().read(session, from);
    }

    void reads() {
      Delivery delivery = response.takeOne();
      if (delivery != null) {
        count(delivery);
      }
    }

    private void count(Delivery delivery) {
      assertThat(delivery.after()).isEqualTo(position);
      dropped += delivery.dropped();
      position += delivery.dropped();
      for (Event event : delivery.events()) {
        if (event instanceof Event.ChannelEvent delivered) {
          assertThat(delivered.offset()).isEqualTo(++position);
          assertThat(String.valueOf(delivered.message())).isEqualTo(String.valueOf(position));
          received++;
        }
      }
      assertThat(delivery.position()).isEqualTo(position);
    }

    void isCut(boolean whileWriting) throws AttachRefusedException {
      if (whileWriting) {
        response.takeOne();
      }
      response.cut();
      response = connect();
    }
  }

  @Property(tries = 500)
  void receivedAndDroppedAreWhatWasSent(
      @ForAll("happenings") List<Happening> happenings, @ForAll("queues") int queue)
      throws Exception {
    Rig rig = new Rig(settings -> settings.queueEvents = queue);
    Session session = rig.subscribed("a");
    Client client = new Client(session);
    long sent = 0;
    for (Happening happening : happenings) {
      switch (happening) {
        case ONE_EVENT -> rig.say(session, String.valueOf(++sent));
        case FIVE_EVENTS -> {
          for (int i = 0; i < 5; i++) {
            rig.say(session, String.valueOf(++sent));
          }
        }
        case READS -> client.reads();
        case IS_CUT_WHILE_WRITING -> client.isCut(true);
        case READS_THEN_IS_CUT -> {
          client.reads();
          client.isCut(false);
        }
        case TIME_PASSES -> rig.advance(Duration.ofSeconds(20));
      }
    }
    while (client.position < sent) {
      client.reads();
    }
    assertThat(client.received + client.dropped).isEqualTo(sent);
  }

  @Provide
  Arbitrary<List<Happening>> happenings() {
    return Arbitraries.of(Happening.class).list().ofMinSize(1).ofMaxSize(60);
  }

  @Provide
  Arbitrary<Integer> queues() {
    return Arbitraries.integers().between(1, 9);
  }
}
