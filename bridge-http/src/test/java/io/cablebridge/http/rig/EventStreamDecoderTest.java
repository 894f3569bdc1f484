package io.cablebridge.http.rig;

import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.http.rig.EventStreamDecoder.DecodedEvent;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The tests' own parser does what the standard says (the examples of HTML 9.2.6 among others). */
class EventStreamDecoderTest {

  private static EventStreamDecoder decoded(String stream) {
    return EventStreamDecoder.of(stream.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void joinsDataLines() {
    assertThat(decoded("data: YHOO\ndata: +2\ndata: 10\n\n").events)
        .containsExactly(new DecodedEvent("", "message", "YHOO\n+2\n10"));
  }

  @Test
  void keepsTheIdUntilAnotherIsSet() {
    assertThat(
            decoded(": test stream\n\ndata: first\nid: 1\n\ndata:second\nid\n\ndata:  third\n\n")
                .events)
        .containsExactly(
            new DecodedEvent("1", "message", "first"),
            new DecodedEvent("", "message", "second"),
            new DecodedEvent("", "message", " third"));
  }

  @Test
  void dropsAnEventWithoutItsBlankLine() {
    assertThat(decoded("data\n\ndata\ndata\n\ndata:").events)
        .containsExactly(
            new DecodedEvent("", "message", ""), new DecodedEvent("", "message", "\n"));
  }

  @Test
  void takesAllThreeEndsOfLines() {
    assertThat(decoded("data:a\rdata:b\r\ndata:c\n\r\n\rdata:d\r\r").events)
        .containsExactly(
            new DecodedEvent("", "message", "a\nb\nc"), new DecodedEvent("", "message", "d"));
  }

  @Test
  void ignoresABomAtTheBeginningOnly() {
    assertThat(decoded("\ufeffdata:a\n\n\ufeffdata:b\n\n").events)
        .containsExactly(new DecodedEvent("", "message", "a"));
  }

  @Test
  void ignoresAnIdWithANul() {
    assertThat(decoded("id: 1\nid: 2\0\ndata:a\n\n").events)
        .containsExactly(new DecodedEvent("1", "message", "a"));
  }

  @Test
  void doesNotTakeLineSeparatorsOfUnicodeForEnds() {
    assertThat(decoded("data:a\u2028b\u2029c\u0085d\u000be\n\n").events)
        .containsExactly(new DecodedEvent("", "message", "a\u2028b\u2029c\u0085d\u000be"));
  }
}
