package io.cablebridge.fake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The tests' own decoder follows the standard, including the examples of HTML 9.2.6. */
class EventStreamDecoderTest {

  private static EventStreamDecoder decoded(String stream) {
    return EventStreamDecoder.of(stream.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void joinsDataLines() {
    assertThat(decoded("data: YHOO\ndata: +2\ndata: 10\n\n").events())
        .containsExactly(new SseEvent("", "message", "YHOO\n+2\n10"));
  }

  @Test
  void keepsTheIdUntilAnotherIsSet() {
    assertThat(
            decoded(": test stream\n\ndata: first\nid: 1\n\ndata:second\nid\n\ndata:  third\n\n")
                .events())
        .containsExactly(
            new SseEvent("1", "message", "first"),
            new SseEvent("", "message", "second"),
            new SseEvent("", "message", " third"));
  }

  @Test
  void dropsAnEventWithoutItsBlankLine() {
    assertThat(decoded("data\n\ndata\ndata\n\ndata:").events())
        .containsExactly(new SseEvent("", "message", ""), new SseEvent("", "message", "\n"));
  }

  @Test
  void takesAllThreeEndsOfLines() {
    assertThat(decoded("data:a\rdata:b\r\ndata:c\n\r\n\rdata:d\r\r").events())
        .containsExactly(new SseEvent("", "message", "a\nb\nc"), new SseEvent("", "message", "d"));
  }

  @Test
  void ignoresABomAtTheBeginningOnly() {
    assertThat(decoded("\ufeffdata:a\n\n\ufeffdata:b\n\n").events())
        .containsExactly(new SseEvent("", "message", "a"));
  }

  @Test
  void ignoresAnIdWithANul() {
    assertThat(decoded("id: 1\nid: 2\0\ndata:a\n\n").events())
        .containsExactly(new SseEvent("1", "message", "a"));
  }

  @Test
  void doesNotTakeLineSeparatorsOfUnicodeForEnds() {
    assertThat(decoded("data:a\u2028b\u2029c\u0085d\u000be\n\n").events())
        .containsExactly(new SseEvent("", "message", "a\u2028b\u2029c\u0085d\u000be"));
  }

  @Test
  void anUnfinishedEventIsDiscardedWithItsId() {
    EventStreamDecoder decoder = decoded("id: 1\ndata: a\n\nid: 2\ndata: b\n");

    assertThat(decoder.events()).containsExactly(new SseEvent("1", "message", "a"));
    assertThat(decoder.lastEventId()).isEqualTo("1");
  }

  @Test
  void anEventWithoutDataIsNotDispatchedButItsIdCounts() {
    EventStreamDecoder decoder = decoded("id: 1\n\nevent: x\ndata: \u00e9\n\nid: 2\n\n");

    assertThat(decoder.events()).containsExactly(new SseEvent("1", "x", "\u00e9"));
    assertThat(decoder.lastEventId()).isEqualTo("2");
  }

  @Test
  void commentsAndReconnectionTimesAreNotEvents() {
    EventStreamDecoder decoder = decoded("retry: 2500\n: beat\nretry: soon\n\ndata: a\n\n");

    assertThat(decoder.eventCount()).isEqualTo(1);
    assertThat(decoder.retries()).containsExactly("2500");
    assertThat(decoder.comments()).containsExactly(" beat");
  }

  @Test
  void aResumedStreamKeepsTheIdBeforeIt() {
    EventStreamDecoder decoder = new EventStreamDecoder("7/before");
    byte[] stream = "data: a\n\n".getBytes(StandardCharsets.UTF_8);
    decoder.feed(stream, stream.length);

    assertThat(decoder.events()).containsExactly(new SseEvent("7/before", "message", "a"));
  }
}
