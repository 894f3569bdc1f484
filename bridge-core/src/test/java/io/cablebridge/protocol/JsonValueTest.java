package io.cablebridge.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonValueTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"b\":1,\"a\":\"<&>\"}",
        "[12345678901234567890123, 1.0, 1e400]",
        "\"text\"",
        "42",
        "true",
        " {\n\"a\" : 1 }\n",
        "\"\\ud800\""
      })
  void jsonIsCarriedToTheByte(String json) {
    assertThat(JsonValue.of(json)).hasToString(json);
  }

  @ParameterizedTest
  @ValueSource(strings = {"hello", "{", "{'a':1}", "1 2", "NaN", "01", "tru", "[1,]", "\uFEFF1"})
  void textThatIsNotJsonBecomesAString(String text) {
    assertThat(JsonValue.of(text)).hasToString('"' + text + '"');
  }

  @Test
  void nullAndNothingBecomeStrings() {
    assertThat(JsonValue.of("null")).hasToString("\"null\"");
    assertThat(JsonValue.of("")).hasToString("\"\"");
    assertThat(JsonValue.of(" null\n")).hasToString("\" null\\n\"");
  }

  @Test
  void aStringIsEscapedWhereItMustBe() {
    assertThat(JsonValue.quoted("\"\\/\n\r\t\0\u001f\u007f<é\u2028😀"))
        .isEqualTo("\"\\\"\\\\/\\n\\r\\t\\u0000\\u001f\u007f<é\u2028😀\"");
  }
}
