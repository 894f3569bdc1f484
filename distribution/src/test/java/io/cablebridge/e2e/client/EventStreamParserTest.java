package io.cablebridge.e2e.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The tests' event stream parser follows the HTML standard. */
final class EventStreamParserTest {

  private static EventStreamParser reading(String stream) {
    return new EventStreamParser(
        new ByteArrayInputStream(stream.getBytes(StandardCharsets.UTF_8)), "7/before");
  }

  @Test
  void anyLineEndEndsALine() throws IOException {
    EventStreamParser parser = reading("id: 1\rdata: a\rdata: b\r\n\r\ndata:c\n\n");

    assertThat(parser.next()).isEqualTo(new SseEvent("1", "message", "a\nb"));
    assertThat(parser.next()).isEqualTo(new SseEvent("1", "message", "c"));
    assertThat(parser.next()).isNull();
  }

  @Test
  void anUnfinishedEventIsDiscardedWithItsId() throws IOException {
    EventStreamParser parser = reading("id: 1\ndata: a\n\nid: 2\ndata: b\n");

    assertThat(parser.next()).isNotNull();
    assertThat(parser.next()).isNull();
    assertThat(parser.lastEventId()).isEqualTo("1");
  }

  @Test
  void anEventWithoutDataIsNotDispatchedButItsIdCounts() throws IOException {
    EventStreamParser parser = reading("id: 1\n\nevent: x\ndata: \u00e9\n\n");

    assertThat(parser.next()).isEqualTo(new SseEvent("1", "x", "\u00e9"));
  }

  @Test
  void commentsAndReconnectionTimesAreNotEvents() throws IOException {
    EventStreamParser parser = reading("\ufeffretry: 2500\n: beat\nretry: soon\n\ndata: a\n\n");

    assertThat(parser.next()).isEqualTo(new SseEvent("7/before", "message", "a"));
    assertThat(parser.retries()).containsExactly(2500L);
    assertThat(parser.comments()).containsExactly("beat");
  }
}
