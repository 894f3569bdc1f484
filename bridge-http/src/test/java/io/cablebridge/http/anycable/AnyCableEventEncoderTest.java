package io.cablebridge.http.anycable;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cablebridge.fake.EventStreamDecoder;
import io.cablebridge.fake.SseEvent;
import io.cablebridge.http.rig.RandomDeliveries;
import io.cablebridge.http.rig.RandomJson;
import io.cablebridge.http.sse.SseConfig;
import io.cablebridge.protocol.CloseReason;
import io.cablebridge.protocol.Command;
import io.cablebridge.protocol.HistoryRequest;
import io.cablebridge.protocol.JsonText;
import io.cablebridge.protocol.Payload;
import io.cablebridge.protocol.StreamPosition;
import io.cablebridge.protocol.UpstreamState;
import io.cablebridge.session.Session;
import io.cablebridge.session.delivery.Delivery;
import io.cablebridge.session.delivery.Event;
import io.cablebridge.session.delivery.Event.ChannelEvent;
import io.cablebridge.session.delivery.Event.Kind;
import io.cablebridge.session.delivery.SubscriptionId;
import io.cablebridge.setting.ConfigRecords;
import io.cablebridge.stream.StreamMessage;
import io.cablebridge.time.SystemTime;
import io.cablebridge.time.Time;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a reader of {@code /events} makes of its stream is what was said, in AnyCable's form. */
class AnyCableEventEncoderTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CHAT = "{\"channel\":\"$pubsub\",\"stream_name\":\"chat\"}";
  private static final AnyCableRequest.Format GET = new AnyCableRequest.Format(false, true);
  private static final AnyCableRequest.Format RAW = new AnyCableRequest.Format(true, true);
  private static final AnyCableRequest.Format POST = new AnyCableRequest.Format(false, false);
  private static final Time TIME = new SystemTime();
  private final Session session = new RandomDeliveries(new RandomJson(1)).session;

  @Test
  void aMessageOfAGetIsItsValueWithItsPosition() {
    assertThat(text(GET, received(message("{\"text\":\"hi\"}", 7))))
        .isEqualTo("data: {\"text\":\"hi\"}\nid: 7/Ab3x/chat\n\n");
  }

  @Test
  void aStringOfAGetHasNoQuotationMarks() {
    assertThat(text(GET, received(message("\"a\\nb\\\"\\u00e9\"", 7))))
        .isEqualTo("data: a\ndata: b\"é\nid: 7/Ab3x/chat\n\n");
  }

  @Test
  void aMessageOfAPostIsTheWholeObjectWithTheVeryBytes() {
    assertThat(text(POST, received(message("{\"b\":1.0, \"a\":9007199254740993}", 7))))
        .isEqualTo(
            "data:"
                + " {\"identifier\":\"{\\\"channel\\\":\\\"$pubsub\\\",\\\"stream_name\\\":\\\"chat\\\"}\",\"message\":{\"b\":1.0,"
                + " \"a\":9007199254740993},\"stream_id\":\"chat\",\"epoch\":\"Ab3x\",\"offset\":7}\n"
                + "id: 7/Ab3x/chat\n\n");
  }

  @Test
  void aMessageWithATypeIsAnEventOfThatNameOnAGetToo() {
    StreamMessage typed =
        new StreamMessage(
            "chat", JsonText.of("{}"), new StreamPosition(7, "Ab3x"), "presence", null, 0);
    assertThat(text(GET, received(typed)))
        .startsWith("event: presence\ndata: {\"type\":\"presence\",\"identifier\":\"{")
        .endsWith("\nid: 7/Ab3x/chat\n\n");
    assertThat(text(RAW, received(typed))).isEmpty();
  }

  @Test
  void whatHistoryDoesNotKnowHasNoId() {
    StreamMessage fleeting = new StreamMessage("chat", JsonText.of("1"), null, null, null, 0);
    assertThat(text(GET, received(fleeting))).isEqualTo("data: 1\n\n");
  }

  @Test
  void whatAChannelOfRailsSendsHasNoId() {
    assertThat(text(GET, received(JsonText.of("{\"a\":1}")))).isEqualTo("data: {\"a\":1}\n\n");
    assertThat(text(POST, received(JsonText.of("1"))))
        .isEqualTo(
            "data:"
                + " {\"identifier\":\"{\\\"channel\\\":\\\"$pubsub\\\",\\\"stream_name\\\":\\\"chat\\\"}\",\"message\":1}\n\n");
  }

  @Test
  void aReaderIsWelcomedOnce() {
    AnyCableEventEncoder encoder = encoder(GET, false);
    Event joined = new Event.Joined(UpstreamState.OPEN, false);
    String welcome =
        "event: welcome\ndata: {\"type\":\"welcome\",\"sid\":\"" + session.epoch() + "\"}\n\n";
    assertThat(text(encoder, joined)).isEqualTo(welcome);
    assertThat(text(encoder, joined)).isEmpty();
  }

  @Test
  void confirmationsAndRefusalsAreEventsOfTheirOwn() {
    assertThat(text(GET, event(Kind.CONNECTED, null)))
        .isEqualTo(
            "event: confirm_subscription\ndata: {\"type\":\"confirm_subscription\",\"identifier\":"
                + "\"{\\\"channel\\\":\\\"$pubsub\\\",\\\"stream_name\\\":\\\"chat\\\"}\"}\n\n");
    assertThat(text(GET, event(Kind.REJECTED, null))).startsWith("event: reject_subscription\n");
    assertThat(text(GET, event(Kind.CONFIRM_HISTORY, null))).startsWith("event: confirm_history\n");
    assertThat(text(GET, event(Kind.REJECT_HISTORY, null))).startsWith("event: reject_history\n");
    assertThat(text(GET, event(Kind.DISCONNECTED, null))).isEmpty();
  }

  @Test
  void aRawReaderGetsMessagesAlone() {
    assertThat(text(RAW, event(Kind.CONNECTED, null))).isEmpty();
    assertThat(text(RAW, event(Kind.CONFIRM_HISTORY, null))).isEmpty();
    assertThat(text(RAW, new Event.Joined(UpstreamState.OPEN, false))).isEmpty();
    assertThat(text(RAW, received(message("1", 7)))).isEqualTo("data: 1\nid: 7/Ab3x/chat\n\n");
  }

  @Test
  void aFinalEndSendsARetryOfAYear() {
    assertThat(text(GET, new Event.Closed(new CloseReason("token_expired", false))))
        .isEqualTo(
            "event: disconnect\ndata: {\"type\":\"disconnect\",\"reason\":\"token_expired\","
                + "\"reconnect\":false}\nretry: 31536000000\n\n");
    assertThat(text(RAW, new Event.Closed(new CloseReason("token_expired", false))))
        .isEqualTo("retry: 31536000000\n\n");
  }

  @Test
  void aShutdownIsARestartForReaders() {
    assertThat(text(GET, new Event.Closed(CloseReason.SHUTTING_DOWN)))
        .startsWith(
            "event: disconnect\ndata: {\"type\":\"disconnect\",\"reason\":\"server_restart\","
                + "\"reconnect\":true}\nretry: ");
  }

  @Test
  void aSlowReaderReconnectsInsteadOfMissingMessages() {
    AnyCableEventEncoder encoder = encoder(GET, false);
    Delivery delivery =
        delivery(received(message("1", 7)), new Event.Dropped(3), received(message("5", 11)));
    ByteBuffer out = ByteBuffer.allocate(encoder.room(delivery));
    assertThat(encoder.write(delivery, out)).isTrue();
    assertThat(new String(out.array(), 0, out.position(), StandardCharsets.UTF_8))
        .startsWith("data: 1\nid: 7/Ab3x/chat\n\nevent: disconnect\n")
        .contains("\"reason\":\"too_slow\",\"reconnect\":true")
        .doesNotContain("data: 5");
  }

  @Test
  void oneIdResumesAllStreamsOfAConnection() {
    AnyCableEventEncoder encoder = encoder(GET, true);
    StreamMessage news =
        new StreamMessage("news", JsonText.of("2"), new StreamPosition(3, "Xy"), null, null, 0);
    assertThat(text(encoder, received(message("1", 7)), received(news)))
        .isEqualTo("data: 1\nid: 7/Ab3x/chat\n\ndata: 2\nid: ~7/Ab3x/chat,3/Xy/news\n\n");
  }

  @Test
  void aStreamWithoutAMessageYetKeepsTheClientsPosition() {
    Map<String, StreamPosition> before = new LinkedHashMap<>();
    before.put("news", new StreamPosition(3, "Xy"));
    AnyCableEventEncoder encoder = encoder(GET, before);
    assertThat(text(encoder, received(message("1", 7))))
        .isEqualTo("data: 1\nid: ~3/Xy/news,7/Ab3x/chat\n\n");
  }

  @Test
  void aMessageIsEncodedOnceForAllReadersOfAForm() {
    StreamMessage message = message("{\"a\":1}", 7);
    for (AnyCableRequest.Format form : List.of(GET, POST, RAW, GET, POST)) {
      text(form, received(message));
    }
    for (Object form : List.of("unwrapped", JsonText.of(CHAT))) {
      byte[] known = message.encoded(form, m -> new byte[0]);
      assertThat(known).isNotEmpty();
    }
  }

  @Test
  void formsOfLongNamesAreNotKept() {
    StreamMessage message = message("1", 7);
    for (int reader = 0; reader < 8; reader++) {
      message.encoded("long " + reader, m -> new byte[60_000]);
    }
    assertThat(message.encoded("long 0", m -> new byte[1])).hasSize(1);
    assertThat(message.encoded("short", m -> new byte[2_000])).hasSize(2_000);
    assertThat(message.encoded("short", m -> new byte[1])).as("kept").hasSize(2_000);
    message.encoded("another", m -> new byte[2_000]);
    assertThat(message.encoded("another", m -> new byte[1])).as("too much in all").hasSize(1);
  }

  @Test
  void oneMillionHostileEventsForgeNothing() {
    RandomJson random = new RandomJson(4711);
    for (int n = 0; n < 1_000_000; n++) {
      AnyCableRequest.Format form =
          new AnyCableRequest.Format(random.below(4) == 0, random.below(2) == 0);
      Event event = hostile(random);
      AnyCableEventEncoder encoder = encoder(form, random.below(3) == 0);
      EventStreamDecoder decoder = EventStreamDecoder.of(bytes(encoder, event));
      assertThat(decoder.eventCount()).isLessThanOrEqualTo(1);
      assertThat(decoder.comments()).isEmpty();
      assertThat(decoder.retries().size()).isEqualTo(event instanceof Event.Closed ? 1 : 0);
      for (SseEvent decoded : decoder.events()) {
        assertMatches(form, event, decoded);
      }
    }
  }

  private static void assertMatches(AnyCableRequest.Format form, Event event, SseEvent decoded) {
    if (event instanceof ChannelEvent channel && channel.message() instanceof StreamMessage sent) {
      StreamPosition at = sent.position();
      if (at != null) {
        assertThat(AnyCablePosition.parse(decoded.id()))
            .containsExactly(Map.entry(sent.stream(), at));
      }
      if (sent.type() == null && form.unwrapped()) {
        return; // a value alone: any text
      }
    }
    JsonNode json = parsed(decoded.data());
    assertThat(json.isObject()).isTrue();
    if (event instanceof ChannelEvent channel) {
      assertThat(json.path("identifier").asText())
          .isEqualTo(channel.subscription().identifier().toString());
    }
  }

  private static JsonNode parsed(String text) {
    try {
      return JSON.readTree(text);
    } catch (java.io.IOException e) {
      throw new AssertionError(text, e);
    }
  }

  private static Event hostile(RandomJson random) {
    if (random.below(10) == 0) {
      return new Event.Closed(new CloseReason(random.words(), random.below(2) == 0));
    }
    String type = random.below(3) == 0 ? random.words() : null;
    String stream = "s" + random.words();
    StreamPosition at = random.below(4) == 0 ? null : new StreamPosition(random.below(1000), "ep");
    StreamMessage message =
        new StreamMessage(stream, JsonText.of(random.value(2)), at, type, null, 0);
    Kind kind = Kind.values()[random.below(Kind.values().length)];
    return new ChannelEvent(
        1,
        0,
        kind,
        new SubscriptionId("c", JsonText.of(random.identifier())),
        kind == Kind.RECEIVED ? message : null,
        null);
  }

  private static StreamMessage message(String json, long offset) {
    return new StreamMessage(
        "chat", JsonText.of(json), new StreamPosition(offset, "Ab3x"), null, null, 0);
  }

  private static Event received(Payload message) {
    return event(Kind.RECEIVED, message);
  }

  private static Event event(Kind kind, @Nullable Payload message) {
    SubscriptionId chat = new SubscriptionId("c", JsonText.of(CHAT));
    return new ChannelEvent(1, 0, kind, chat, message, null);
  }

  private AnyCableEventEncoder encoder(AnyCableRequest.Format format, boolean several) {
    return encoder(format, several ? Map.of() : null);
  }

  /**
   * @param positions of a client of several streams; null for a single stream
   */
  private AnyCableEventEncoder encoder(
      AnyCableRequest.Format format, @Nullable Map<String, StreamPosition> positions) {
    List<Command.Subscribe> subscribes = new ArrayList<>();
    subscribes.add(new Command.Subscribe(JsonText.of(CHAT)));
    if (positions != null) {
      HistoryRequest history = new HistoryRequest(positions, 0);
      subscribes.add(new Command.Subscribe(JsonText.of("{}"), history));
    }
    return new AnyCableEventEncoder(
        session,
        new AnyCableRequest(subscribes, format, 0),
        ConfigRecords.defaults(SseConfig.class),
        Duration.ofSeconds(3),
        TIME);
  }

  private String text(AnyCableRequest.Format form, Event... events) {
    return text(encoder(form, false), events);
  }

  private static String text(AnyCableEventEncoder encoder, Event... events) {
    return new String(bytes(encoder, events), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(AnyCableEventEncoder encoder, Event... events) {
    Delivery delivery = delivery(events);
    ByteBuffer out = ByteBuffer.allocate(encoder.room(delivery));
    encoder.write(delivery, out);
    return Arrays.copyOf(out.array(), out.position());
  }

  private static Delivery delivery(Event... events) {
    return new Delivery(List.of(events), 0, events.length, 0, 0, UpstreamState.OPEN, false);
  }
}
