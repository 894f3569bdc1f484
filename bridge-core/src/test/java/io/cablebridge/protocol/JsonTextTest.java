package io.cablebridge.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Two texts are the same when their bytes are. */
class JsonTextTest {

  @Test
  void theSameBytesAreEqual() {
    assertThat(JsonText.of("{\"a\":1}"))
        .isEqualTo(JsonText.of("{\"a\":1}"))
        .hasSameHashCodeAs(JsonText.of("{\"a\":1}"));
  }

  @Test
  void aBlankMakesADifference() {
    assertThat(JsonText.of("{\"a\":1}")).isNotEqualTo(JsonText.of("{\"a\": 1}"));
  }

  @Test
  void theOrderOfKeysMakesADifference() {
    assertThat(JsonText.of("{\"a\":1,\"b\":2}")).isNotEqualTo(JsonText.of("{\"b\":2,\"a\":1}"));
  }

  @Test
  void lineBreaksAreCounted() {
    assertThat(JsonText.of("{\n\"a\":\r\n1}").lineBreaks()).isEqualTo(3);
    assertThat(JsonText.of("{\"a\":\"\\n\"}").lineBreaks()).isZero();
  }
}
