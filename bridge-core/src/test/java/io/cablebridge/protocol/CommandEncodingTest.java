package io.cablebridge.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Commands carry exactly what the client wrote; Jackson reads them back. */
class CommandEncodingTest {
  private static final JsonText ROOM = JsonText.of("{\"channel\":\"ChatChannel\",\"room\":\"r1\"}");

  @Test
  void aSubscribeIsWrittenAsRailsOwnClientWritesIt() {
    assertThat(CableCodec.subscribe(ROOM))
        .asString()
        .isEqualTo(
            "{\"command\":\"subscribe\",\"identifier\":"
                + "\"{\\\"channel\\\":\\\"ChatChannel\\\",\\\"room\\\":\\\"r1\\\"}\"}");
  }

  @Test
  void anUnsubscribeIsWrittenAsRailsOwnClientWritesIt() {
    assertThat(CableCodec.unsubscribe(ROOM))
        .asString()
        .isEqualTo(
            "{\"command\":\"unsubscribe\",\"identifier\":"
                + "\"{\\\"channel\\\":\\\"ChatChannel\\\",\\\"room\\\":\\\"r1\\\"}\"}");
  }

  @Test
  void anActionIsWrittenAsRailsOwnClientWritesIt() {
    assertThat(CableCodec.message(ROOM, JsonText.of("{\"action\":\"echo\",\"a\":1}")))
        .asString()
        .isEqualTo(
            "{\"command\":\"message\",\"identifier\":"
                + "\"{\\\"channel\\\":\\\"ChatChannel\\\",\\\"room\\\":\\\"r1\\\"}\","
                + "\"data\":\"{\\\"action\\\":\\\"echo\\\",\\\"a\\\":1}\"}");
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void whatJacksonReadsBackIsWhatWasGiven(
      @ForAll("values") String identifier, @ForAll("values") String data) throws IOException {
    JsonNode command = read(CableCodec.message(JsonText.of(identifier), JsonText.of(data)));
    assertThat(command.path("command").textValue()).isEqualTo("message");
    assertThat(command.path("identifier").textValue()).isEqualTo(identifier);
    assertThat(command.path("data").textValue()).isEqualTo(data);
    assertThat(command.size()).isEqualTo(3);
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void anyIdentifierIsReadBackAsItWas(@ForAll("values") String identifier) throws IOException {
    JsonText text = JsonText.of(identifier);
    assertThat(read(CableCodec.subscribe(text)).path("identifier").textValue())
        .isEqualTo(identifier);
    assertThat(read(CableCodec.unsubscribe(text)).path("identifier").textValue())
        .isEqualTo(identifier);
  }

  @Test
  void controlCharactersCannotEndTheString() throws IOException {
    StringBuilder text = new StringBuilder();
    for (char c = 0; c < 0x30; c++) {
      text.append(c);
    }
    assertThat(read(CableCodec.subscribe(JsonText.of(text.toString()))).path("identifier"))
        .hasToString(new ObjectMapper().writeValueAsString(text.toString()));
  }

  @Test
  void aCommandIsUtf8() throws IOException {
    JsonText room = JsonText.of("{\"room\":\"é😀\u2028\"}");
    assertThat(read(CableCodec.subscribe(room)).path("identifier").textValue())
        .isEqualTo(room.toString());
  }

  @Provide
  Arbitrary<String> values() {
    return JsonTexts.values();
  }

  private static JsonNode read(byte[] command) throws IOException {
    return new ObjectMapper().readTree(command);
  }
}
