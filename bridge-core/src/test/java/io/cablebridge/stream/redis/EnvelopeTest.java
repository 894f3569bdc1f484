package io.cablebridge.stream.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.protocol.JsonText;
import io.cablebridge.protocol.StreamPosition;
import io.cablebridge.stream.Publication;
import io.cablebridge.stream.StreamMessage;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One bridge reads what another one writes, to the byte; any other text is not an envelope. */
final class EnvelopeTest {

  private static StreamMessage throughRedis(Publication publication) {
    StreamMessage read =
        Envelope.entry(new StreamPosition(7, "Ab3x"), 1_700_000_000L, Envelope.fields(publication));
    return Objects.requireNonNull(read);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"text\":\"hi\"}",
        "{ \"b\" : 1.0 , \"a\" : 12345678901234567890 }",
        "\"a \\\"quoted\\\" \\u003cb\\u003e\\n \u2028 ä 🚋\"",
        "null",
        "[\"\\\\\"]"
      })
  void theDataKeepsItsBytes(String json) {
    Publication publication = new Publication("chat", JsonText.of(json), null, null, false);
    assertThat(throughRedis(publication).json()).hasToString(json);
  }

  @Test
  void everyFieldOfThePublisherArrives() {
    StreamMessage read =
        throughRedis(new Publication("a/\"b", JsonText.of("1"), "presence", "sock", false));

    assertThat(read.stream()).isEqualTo("a/\"b");
    assertThat(read.type()).isEqualTo("presence");
    assertThat(read.excludedSocket()).isEqualTo("sock");
    assertThat(read.position()).isEqualTo(new StreamPosition(7, "Ab3x"));
    assertThat(read.seconds()).isEqualTo(1_700_000_000L);
  }

  @Test
  void aTransientPublicationHasNoPosition() {
    Publication publication = new Publication("chat", JsonText.of("1"), null, null, true);
    StreamMessage read =
        Objects.requireNonNull(Envelope.message(Envelope.ofTransient(publication, 1_700_000_000L)));

    assertThat(read.position()).isNull();
    assertThat(read.type()).isNull();
    assertThat(read.seconds()).isEqualTo(1_700_000_000L);
  }

  @Test
  void aFieldOfANewerBridgeIsIgnored() {
    assertThat(Envelope.message("{\"stream\":\"a\",\"data\":\"1\",\"new\":{}}".getBytes(UTF_8)))
        .isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "chirp",
        "[]",
        "{}",
        "{\"stream\":\"a\"}",
        "{\"data\":\"1\"}",
        "{\"stream\":\"a\",\"data\":\"no json\"}",
        "{\"stream\":\"a\",\"data\":\"1\",\"offset\":\"x\"}"
      })
  void textThatIsNotAnEnvelopeIsIgnored(String text) {
    assertThat(Envelope.message(text.getBytes(UTF_8))).isNull();
  }
}
