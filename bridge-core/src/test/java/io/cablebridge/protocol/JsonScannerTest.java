package io.cablebridge.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cablebridge.protocol.JsonScanner.MalformedJson;
import java.util.Arrays;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The scanner accepts JSON and nothing else, and finds its exact end. */
class JsonScannerTest {

  @Property(edgeCases = EdgeCasesMode.NONE)
  void everyWellFormedTextIsAccepted(@ForAll("values") String text) {
    assertThat(accepts(text)).isTrue();
  }

  @Property(tries = 5000, edgeCases = EdgeCasesMode.NONE)
  void itAgreesWithJacksonOnTextsThatAreNearlyWellFormed(@ForAll("mutants") String mutant) {
    String text = new String(mutant.getBytes(UTF_8), UTF_8);
    assertThat(accepts(text)).as(text).isEqualTo(JsonJudge.accepts(text));
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void aValueEndsWhereItEnds(
      @ForAll("values") String value,
      @ForAll("blanks") String before,
      @ForAll("blanks") String after)
      throws Exception {
    JsonScanner scanner = scanner("[" + before + value + after + ",1]");
    scanner.expect('[');
    scanner.space();
    assertThat(scanner.position()).isEqualTo(1 + before.length());
    scanner.skipValue();
    assertThat(scanner.position()).isEqualTo(1 + before.length() + value.getBytes(UTF_8).length);
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void aStringIsReadAsJacksonReadsIt(@ForAll("strings") String text) throws Exception {
    byte[] expected = jackson(text).getBytes(UTF_8);
    assertThat(scanner(text).text(null).bytes()).isEqualTo(expected);
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void noPrefixOfAnObjectIsAnObject(@ForAll("values") String value) {
    String text = "{\"a\":" + value + "}";
    byte[] bytes = text.getBytes(UTF_8);
    for (int length = 0; length < bytes.length; length++) {
      assertThat(accepts(Arrays.copyOf(bytes, length))).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "01",
        "-",
        "+1",
        ".5",
        "1.",
        "1e",
        "1e+",
        "0x1",
        "1 2",
        "NaN",
        "Infinity",
        "tru",
        "truee",
        "nul",
        "[",
        "[1",
        "[1,]",
        "[,1]",
        "[1 2]",
        "]",
        "{",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{a:1}",
        "{1:1}",
        "{\"a\":1 \"b\":2}",
        "[}",
        "{]",
        "\"",
        "\"\\",
        "\"\\x\"",
        "\"\\u12\"",
        "\"\\u12g4\"",
        "\"\n\"",
        "\"\t\"",
        "'a'",
        "[1]]",
        "//",
        "\u00a01",
        "\f1"
      })
  void textThatIsNotJsonIsRefused(String text) {
    assertThat(accepts(text)).isFalse();
  }

  @Test
  void theDeepestNestingThatIsAllowedIsAccepted() {
    assertThat(accepts(nested(JsonScanner.MAX_DEPTH))).isTrue();
  }

  @Test
  void oneLevelMoreIsRefused() {
    assertThat(accepts(nested(JsonScanner.MAX_DEPTH + 1))).isFalse();
  }

  @Test
  void aMillionLevelsCostNoStack() {
    assertThat(accepts("[".repeat(1_000_000))).isFalse();
  }

  @Test
  void everyLevelRemembersWhatItIs() {
    StringBuilder text = new StringBuilder();
    StringBuilder end = new StringBuilder();
    for (int level = 0; level < 500; level++) {
      boolean object = level % 3 == 0;
      text.append(object ? "{\"a\":" : "[");
      end.insert(0, object ? '}' : ']');
    }
    assertThat(accepts(text + "1" + end)).isTrue();
    assertThat(accepts(text + "1" + end.reverse())).isFalse();
  }

  @Test
  void oneScannerReadsOneDeepValueAfterTheOther() throws Exception {
    JsonScanner scanner = scanner("[" + nested(400) + ",{\"a\":[" + nested(90) + "]}]");
    scanner.skipValue();
    scanner.expectEnd();
  }

  @Test
  void aRefusalNamesTheByte() {
    assertThatThrownBy(() -> scanner("[1,x]").skipValue())
        .isInstanceOf(MalformedJson.class)
        .hasMessageContaining("at byte 3");
  }

  @Test
  void aLoneSurrogateIsReadAsAQuestionMark() throws Exception {
    assertThat(scanner("\"a\\ud800b\"").text(null).bytes()).isEqualTo("a?b".getBytes(UTF_8));
  }

  @Test
  void twoHighSurrogatesAreTwoQuestionMarks() throws Exception {
    assertThat(scanner("\"\\ud800\\ud800\"").text(null).bytes()).isEqualTo("??".getBytes(UTF_8));
  }

  @Test
  void aKeyIsComparedAsItIsWritten() throws Exception {
    JsonScanner scanner = scanner("{\"type\":1}");
    scanner.expect('{');
    scanner.skipKey();
    assertThat(scanner.lastKeyIs("type")).isTrue();
    assertThat(scanner.lastKeyIs("typ")).isFalse();
    assertThat(scanner.lastKeyIs("types")).isFalse();
    assertThat(scanner.lastKeyIs("tyqe")).isFalse();
  }

  @Provide
  Arbitrary<String> values() {
    return JsonTexts.values();
  }

  @Provide
  Arbitrary<String> mutants() {
    return JsonTexts.mutants();
  }

  @Provide
  Arbitrary<String> blanks() {
    return JsonTexts.blanks();
  }

  @Provide
  Arbitrary<String> strings() {
    return JsonTexts.strings().filter(text -> !text.contains("\\uD800"));
  }

  private static String nested(int depth) {
    return "[".repeat(depth) + "]".repeat(depth);
  }

  private static JsonScanner scanner(String text) {
    return new JsonScanner(text.getBytes(UTF_8));
  }

  private static boolean accepts(String text) {
    return accepts(text.getBytes(UTF_8));
  }

  private static boolean accepts(byte[] text) {
    JsonScanner scanner = new JsonScanner(text);
    try {
      scanner.skipValue();
      scanner.expectEnd();
      return true;
    } catch (MalformedJson e) {
      return false;
    }
  }

  private static String jackson(String text) throws JsonProcessingException {
    return new ObjectMapper().readValue(text, String.class);
  }
}
