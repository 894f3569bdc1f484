package io.cablebridge.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The codec understands every frame that Rails sends, and no other frame does harm. */
class CableCodecTest {
  private static final String ROOM = "{\"channel\":\"ChatChannel\",\"room\":\"r1\"}";
  private static final String QUOTED =
      "\"{\\\"channel\\\":\\\"ChatChannel\\\",\\\"room\\\":\\\"r1\\\"}\"";

  @Test
  void aWelcome() {
    assertThat(decode("{\"type\":\"welcome\"}")).isEqualTo(new CableFrame.Welcome());
  }

  @Test
  void aPing() {
    assertThat(decode("{\"type\":\"ping\",\"message\":1795348861}"))
        .isEqualTo(new CableFrame.Ping());
  }

  @Test
  void aPingWhoseTypeComesLast() {
    assertThat(decode("{\"message\":1795348861,\"type\":\"ping\"}"))
        .isEqualTo(new CableFrame.Ping());
  }

  @Test
  void aConfirmation() {
    assertThat(decode("{\"identifier\":" + QUOTED + ",\"type\":\"confirm_subscription\"}"))
        .isEqualTo(new CableFrame.Confirm(JsonText.of(ROOM)));
  }

  @Test
  void aRejection() {
    assertThat(decode("{\"identifier\":" + QUOTED + ",\"type\":\"reject_subscription\"}"))
        .isEqualTo(new CableFrame.Reject(JsonText.of(ROOM)));
  }

  @Test
  void aConfirmationWhoseTypeComesFirst() {
    assertThat(decode("{\"type\":\"confirm_subscription\",\"identifier\":" + QUOTED + "}"))
        .isEqualTo(new CableFrame.Confirm(JsonText.of(ROOM)));
  }

  @Test
  void aDisconnectForGood() {
    assertThat(decode("{\"type\":\"disconnect\",\"reason\":\"unauthorized\",\"reconnect\":false}"))
        .isEqualTo(new CableFrame.Disconnect("unauthorized", false));
  }

  @Test
  void aDisconnectForAWhile() {
    assertThat(decode("{\"type\":\"disconnect\",\"reason\":\"server_restart\",\"reconnect\":true}"))
        .isEqualTo(new CableFrame.Disconnect("server_restart", true));
  }

  @Test
  void aDisconnectWithoutAReason() {
    assertThat(decode("{\"type\":\"disconnect\",\"reason\":null,\"reconnect\":true}"))
        .isEqualTo(new CableFrame.Disconnect(null, true));
  }

  @Test
  void aDisconnectWithoutFieldsMayReconnectAsInRails() {
    assertThat(decode("{\"type\":\"disconnect\"}"))
        .isEqualTo(new CableFrame.Disconnect(null, true));
  }

  @Test
  void anIdentifierWithEscapesIsWhatTheClientWrote() {
    CableFrame frame =
        decode(
            "{\"identifier\":\"{\\\"channel\\\":\\\"ChatChannel\\\",\\\"room\\\":"
                + "\\\"r2\\u003c\\u0026\\u003eé\\u2028\\ud83d\\ude00\\\\n\\\"}\","
                + "\"type\":\"confirm_subscription\"}");
    assertThat(frame)
        .isEqualTo(
            new CableFrame.Confirm(
                JsonText.of("{\"channel\":\"ChatChannel\",\"room\":\"r2<&>é\u2028😀\\n\"}")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "9007199254740993",
        "1e400",
        "1.0",
        "-0",
        "null",
        "true",
        "\"just a string\"",
        "\"\\u003cb\\u003e\"",
        "\"😀\"",
        "\"\\ud83d\\ude00\"",
        "\"\\ud800\"",
        "\"\u2028\"",
        "[]",
        "[1,2.5,null,true]",
        "{}",
        "{\"z\":1,\"a\":2,\"10\":3,\"2\":4}",
        "{ \"spaced\" : [ 1 , 2 ] }",
        "{\"a\":1,\"a\":2}",
        "{\"identifier\":\"inner\",\"type\":\"welcome\",\"message\":1}",
        "{\"echo\":{\"action\":\"echo\",\"a\":1}}"
      })
  void aMessageIsCarriedByteForByte(String message) {
    CableFrame frame = decode("{\"identifier\":" + QUOTED + ",\"message\":" + message + "}");
    assertThat(messageOf(frame)).isEqualTo(message);
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void anyMessageIsCarriedByteForByte(
      @ForAll("values") String message, @ForAll("blanks") String blank) {
    CableFrame frame =
        decode("{\"identifier\":" + QUOTED + ",\"message\":" + blank + message + blank + "}");
    assertThat(messageOf(frame)).isEqualTo(message);
  }

  @Test
  void aMessageMayComeBeforeItsIdentifier() {
    assertThat(messageOf(decode("{\"message\":{\"n\":1},\"identifier\":" + QUOTED + "}")))
        .isEqualTo("{\"n\":1}");
  }

  @Test
  void aFrameMayBePartOfALargerBuffer() {
    byte[] bytes = ("xx{\"identifier\":" + QUOTED + ",\"message\":[1]}yy").getBytes(UTF_8);
    ByteBuffer direct = ByteBuffer.allocateDirect(bytes.length).put(bytes);
    direct.position(2).limit(bytes.length - 2);
    assertThat(messageOf(CableCodec.decode(direct, null))).isEqualTo("[1]");
  }

  @Test
  void whatWasDecodedDoesNotChangeWithTheBuffer() {
    byte[] bytes = ("{\"identifier\":" + QUOTED + ",\"message\":[1]}").getBytes(UTF_8);
    CableFrame frame = CableCodec.decode(ByteBuffer.wrap(bytes), null);
    Arrays.fill(bytes, (byte) 'x');
    assertThat(messageOf(frame)).isEqualTo("[1]");
  }

  @Test
  void aMessageHoldsItsOwnBytesAndNotTheFrame() {
    CableFrame.Message message =
        (CableFrame.Message) decode("{\"identifier\":" + QUOTED + ",\"message\": [1] }");
    assertThat(message.message().held()).isEqualTo(3);
  }

  @Test
  void theLineBreaksOfAMessageAreCounted() {
    CableFrame.Message message =
        (CableFrame.Message)
            decode("{\n\"identifier\":" + QUOTED + ",\r\n\"message\":\n[1,\r\n2]\n}\n");
    assertThat(message.message()).hasToString("[1,\r\n2]");
    assertThat(message.message().lineBreaks()).isEqualTo(2);
  }

  @Test
  void anExpectedIdentifierIsNotCopied() {
    JsonText expected = JsonText.of(ROOM);
    assertThat(identifierOf("{\"identifier\":" + QUOTED + ",\"message\":1}", expected))
        .isSameAs(expected);
  }

  @Test
  void anExpectedIdentifierIsRecognisedByWhatItSays() {
    JsonText expected = JsonText.of("{\"a\":\"<&\\/\\n\\té😀\"}");
    assertThat(
            identifierOf(
                "{\"identifier\":\"{\\\"a\\\":\\\"\\u003c\\u0026\\\\\\/\\\\n\\\\té😀\\\"}\",\"message\":1}",
                expected))
        .isSameAs(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "{\"channel\":\"ChatChannel\",\"room\":\"r2\"}", "é"})
  void anotherIdentifierThanTheExpectedIsRead(String other) {
    String quoted = JsonValue.quoted(other);
    for (String expected : new String[] {ROOM, ROOM + " ", "{\"channel\":"}) {
      assertThat(
              identifierOf("{\"identifier\":" + quoted + ",\"message\":1}", JsonText.of(expected)))
          .isEqualTo(JsonText.of(other));
    }
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void whatIsExpectedNeverChangesWhatIsRead(
      @ForAll("strings") String quoted, @ForAll("strings") String expected) {
    String frame = "{\"identifier\":" + quoted + ",\"message\":1}";
    JsonText read = identifierOf(frame, null);
    assertThat(identifierOf(frame, JsonText.of(expected))).isEqualTo(read);
    assertThat(identifierOf(frame, new JsonText(read.bytes()))).isEqualTo(read);
  }

  @Test
  void aMessageOfAnUnknownTypeIsAMessageAsForRailsOwnClient() {
    assertThat(
            messageOf(
                decode("{\"type\":\"news\",\"identifier\":" + QUOTED + ",\"message\":{\"n\":1}}")))
        .isEqualTo("{\"n\":1}");
  }

  @Test
  void aTypeInsideTheMessageIsNoType() {
    assertThat(decode("{\"identifier\":" + QUOTED + ",\"message\":{\"type\":\"disconnect\"}}"))
        .isInstanceOf(CableFrame.Message.class);
  }

  @Test
  void theLastOfTwoMessagesCounts() {
    assertThat(messageOf(decode("{\"identifier\":" + QUOTED + ",\"message\":1,\"message\":2}")))
        .isEqualTo("2");
  }

  @Test
  void theLastOfTwoIdentifiersCounts() {
    assertThat(
            decode("{\"identifier\":\"a\",\"identifier\":\"b\",\"type\":\"reject_subscription\"}"))
        .isEqualTo(new CableFrame.Reject(JsonText.of("b")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "garbage",
        "[]",
        "null",
        "42",
        "\"text\"",
        "{}",
        "{\"type\":\"news\"}",
        "{\"type\":7}",
        "{\"type\":\"confirm_subscription\"}",
        "{\"type\":\"reject_subscription\",\"identifier\":null}",
        "{\"identifier\":\"a\"}",
        "{\"identifier\":{\"channel\":\"A\"},\"message\":1}",
        "{\"message\":1}",
        "{\"identifier\":\"a\",\"message\":1}x",
        "{\"identifier\":\"a\",\"message\":1",
        "{\"identifier\":\"a\",\"message\":}",
        "{\"identifier\":\"a\",\"message\":01}",
        "{\"identifier\":\"a\",\"message\":\"\n\"}",
        "{\"type\":\"welcome\",}",
        "{\"type\":\"Welcome\"}",
        "\ufeff{\"type\":\"welcome\"}"
      })
  void garbageIsUnknown(String text) {
    assertThat(decode(text)).isInstanceOf(CableFrame.Unknown.class);
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void nothingThatRailsSendsThrows(@ForAll byte[] bytes) {
    assertThat(CableCodec.decode(ByteBuffer.wrap(bytes), null))
        .isInstanceOfAny(CableFrame.Unknown.class, CableFrame.NotUtf8.class);
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void noMutantOfAFrameThrows(@ForAll("mutants") String message) {
    assertThat(decode("{\"identifier\":" + QUOTED + ",\"message\":" + message + "}")).isNotNull();
  }

  @Test
  void textThatIsNotUtf8IsAFrameOfItsOwn() {
    byte[] bytes = ("{\"identifier\":" + QUOTED + ",\"message\":\"x\"}").getBytes(UTF_8);
    int at = bytes.length - 3;
    bytes[at] = (byte) 0xff;
    assertThat(CableCodec.decode(ByteBuffer.wrap(bytes), null)).isEqualTo(new CableFrame.NotUtf8());
  }

  @Property(tries = 5000, edgeCases = EdgeCasesMode.NONE)
  void whatIsUtf8IsDecidedAsJavaDecidesIt(@ForAll("nearlyUtf8") byte[] text) {
    ByteBuffer frame = ByteBuffer.allocate(text.length + 80);
    frame.put("{\"identifier\":\"a\",\"message\":\"".getBytes(UTF_8));
    frame.put(text).put("\"}".getBytes(UTF_8)).flip();
    boolean utf8;
    try {
      UTF_8.newDecoder().decode(ByteBuffer.wrap(text));
      utf8 = true;
    } catch (CharacterCodingException e) {
      utf8 = false;
    }
    assertThat(CableCodec.decode(frame, null) instanceof CableFrame.Message).isEqualTo(utf8);
  }

  @Test
  void aMessageNestedTooDeeplyIsUnknown() {
    String deep = "[".repeat(600) + "]".repeat(600);
    assertThat(decode("{\"identifier\":" + QUOTED + ",\"message\":" + deep + "}"))
        .isInstanceOf(CableFrame.Unknown.class);
  }

  @Test
  void aMessageNestedDeeplyIsCarried() {
    String deep = "[".repeat(500) + "]".repeat(500);
    assertThat(messageOf(decode("{\"identifier\":" + QUOTED + ",\"message\":" + deep + "}")))
        .isEqualTo(deep);
  }

  @Provide
  Arbitrary<String> values() {
    return JsonTexts.values();
  }

  @Provide
  Arbitrary<String> strings() {
    return JsonTexts.strings();
  }

  /** Bytes at the limits of lead and continuation bytes, without JSON's own characters. */
  @Provide
  Arbitrary<byte[]> nearlyUtf8() {
    return Arbitraries.of(
            0x61, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc1, 0xc2, 0xdf, 0xe0, 0xe1,
            0xec, 0xed, 0xee, 0xef, 0xf0, 0xf1, 0xf3, 0xf4, 0xf5, 0xff)
        .map(value -> value.byteValue())
        .array(byte[].class)
        .ofMaxSize(6);
  }

  @Provide
  Arbitrary<String> blanks() {
    return JsonTexts.blanks();
  }

  @Provide
  Arbitrary<String> mutants() {
    return JsonTexts.mutants();
  }

  private static JsonText identifierOf(String frame, @Nullable JsonText expected) {
    CableFrame decoded = CableCodec.decode(ByteBuffer.wrap(frame.getBytes(UTF_8)), expected);
    return ((CableFrame.Message) decoded).identifier();
  }

  private static CableFrame decode(String text) {
    return CableCodec.decode(ByteBuffer.wrap(text.getBytes(UTF_8)), null);
  }

  private static String messageOf(CableFrame frame) {
    assertThat(frame).isInstanceOf(CableFrame.Message.class);
    CableFrame.Message message = (CableFrame.Message) frame;
    assertThat(message.identifier()).isEqualTo(JsonText.of(ROOM));
    return message.message().toString();
  }
}
