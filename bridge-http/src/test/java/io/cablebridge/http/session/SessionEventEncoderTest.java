package io.cablebridge.http.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.fake.EventStreamDecoder;
import io.cablebridge.fake.SseEvent;
import io.cablebridge.http.rig.RandomDeliveries;
import io.cablebridge.http.rig.RandomDeliveries.Made;
import io.cablebridge.http.rig.RandomJson;
import io.cablebridge.http.sse.SseConfig;
import io.cablebridge.protocol.CloseReason;
import io.cablebridge.protocol.JsonText;
import io.cablebridge.protocol.UpstreamState;
import io.cablebridge.session.delivery.Delivery;
import io.cablebridge.session.delivery.Event;
import io.cablebridge.session.delivery.SubscriptionId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** What a browser makes of a stream is what was said, whatever Rails and the client wrote. */
class SessionEventEncoderTest {
  private static final SseConfig RETRY_AFTER_2_S =
      new SseConfig(
          Duration.ofSeconds(15),
          0,
          Duration.ofSeconds(30),
          Duration.ofSeconds(2),
          Duration.ofSeconds(2),
          SseConfig.Detach.AUTO);

  private static byte[] encoded(RandomDeliveries deliveries, Delivery delivery) {
    SessionEventEncoder encoder = new SessionEventEncoder(deliveries.session, RETRY_AFTER_2_S);
    ByteBuffer out = ByteBuffer.allocate(encoder.room(delivery));
    encoder.write(delivery, out);
    return Arrays.copyOf(out.array(), out.position());
  }

  /** An event stream has one kind of line end, and JSON does not care between its tokens. */
  private static String oneKindOfLines(String text) {
    return text.replace("\r\n", "\n").replace('\r', '\n');
  }

  private static void assertDecodesAsSent(RandomDeliveries deliveries, Made made) {
    EventStreamDecoder decoder = EventStreamDecoder.of(encoded(deliveries, made.delivery()));
    assertThat(decoder.events()).hasSameSizeAs(made.json());
    assertThat(decoder.comments()).isEmpty();
    assertThat(decoder.retries()).isEmpty();
    for (int n = 0; n < made.json().size(); n++) {
      SseEvent event = decoder.event(n);
      assertThat(event.data()).isEqualTo(oneKindOfLines(made.json().get(n)));
      assertThat(event.name()).isEqualTo("message");
      assertThat(event.id()).isEqualTo(made.offsets().get(n) + "/" + deliveries.session.epoch());
    }
  }

  @Test
  void twoHundredThousandRandomEventsDecodeAsSent() {
    RandomDeliveries deliveries = new RandomDeliveries(new RandomJson(1));
    for (int n = 0; n < 10_000; n++) {
      assertDecodesAsSent(deliveries, deliveries.next(20));
    }
  }

  @Property(tries = 500)
  void anySeedDecodesAsSent(@ForAll long seed) {
    RandomDeliveries deliveries = new RandomDeliveries(new RandomJson(seed));
    assertDecodesAsSent(deliveries, deliveries.next(5));
  }

  /** The reader of frames lets no such text through; the encoder does not rely on it. */
  @Property(tries = 2000)
  void noTextForgesAnEvent(@ForAll String identifier, @ForAll String message) {
    RandomDeliveries deliveries = new RandomDeliveries(new RandomJson(1));
    assertThat(eventsOf(deliveries, identifier, message)).isEqualTo(1);
  }

  @Test
  void noFieldSyntaxForgesAnEvent() {
    RandomDeliveries deliveries = new RandomDeliveries(new RandomJson(1));
    for (String end : List.of("\n", "\r", "\r\n")) {
      String forged = end + end + "id: 9/x" + end + "event: evil" + end + "data: {}" + end + end;
      assertThat(eventsOf(deliveries, forged, forged)).isEqualTo(1);
      assertThat(eventsOf(deliveries, "{}", forged + "\r")).isEqualTo(1);
    }
  }

  private static int eventsOf(RandomDeliveries deliveries, String identifier, String message) {
    Event event =
        new Event.ChannelEvent(
            1,
            0,
            Event.Kind.RECEIVED,
            new SubscriptionId("c", JsonText.of(identifier)),
            JsonText.of(message),
            null);
    EventStreamDecoder decoder = EventStreamDecoder.of(encoded(deliveries, delivery(event)));
    assertThat(decoder.events())
        .allSatisfy(
            decoded -> {
              assertThat(decoded.name()).isEqualTo("message");
              assertThat(decoded.id()).isEqualTo("1/" + deliveries.session.epoch());
              assertThat(decoded.data()).startsWith("{\"type\":\"received\",").endsWith("}");
            });
    return decoder.eventCount();
  }

  private static Delivery delivery(Event event) {
    return new Delivery(List.of(event), 0, 1, 0, 0, UpstreamState.OPEN, false);
  }

  @Test
  void oneEventIsWrittenAsTheContractSays() {
    RandomDeliveries deliveries = new RandomDeliveries(new RandomJson(1));
    Event event =
        new Event.ChannelEvent(
            41,
            1_795_348_861_000_000_007L,
            Event.Kind.RECEIVED,
            new SubscriptionId("ch", JsonText.of("{\"channel\":\"A\"}")),
            JsonText.of("{ \"n\":1 }"),
            null);
    String epoch = deliveries.session.epoch();
    assertThat(new String(encoded(deliveries, delivery(event)), StandardCharsets.UTF_8))
        .isEqualTo(
            "id: 41/"
                + epoch
                + "\nevent: message\ndata: {\"type\":\"received\",\"session_id\":\""
                + epoch
                + "\",\"chan_id\":\"ch\",\"msg_id\":\"41\","
                + "\"time\":\"2026-11-22T12:01:01.000000007Z\","
                + "\"identifier\":{\"channel\":\"A\"},\"message\":{ \"n\":1 }}\n\n");
  }

  @Test
  void aShutdownSendsRetryBeforeClosed() {
    RandomDeliveries deliveries = new RandomDeliveries(new RandomJson(1));
    EventStreamDecoder decoder =
        EventStreamDecoder.of(
            encoded(deliveries, delivery(new Event.Closed(CloseReason.SHUTTING_DOWN))));
    assertThat(decoder.retries()).containsExactly("2000");
    assertThat(decoder.events()).hasSize(1);
  }
}
