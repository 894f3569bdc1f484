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
  void aSliceIsThePartItNames() {
    byte[] frame = {'a', '[', '1', ']', 'b'};
    Slice slice = new Slice(frame, 1, 4);
    assertThat(slice).hasToString("[1]");
    assertThat(slice.length()).isEqualTo(3);
    assertThat(slice.held()).isEqualTo(5);
  }
}
