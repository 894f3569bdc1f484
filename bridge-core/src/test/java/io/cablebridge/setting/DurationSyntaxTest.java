package io.cablebridge.setting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationSyntaxTest {
  @ParameterizedTest
  @CsvSource({
    "0, PT0S, 0s",
    "0s, PT0S, 0s",
    "500ms, PT0.5S, 500ms",
    "1.5s, PT1.5S, 1500ms",
    "30s, PT30S, 30s",
    "90s, PT1M30S, 90s",
    "1m30s, PT1M30S, 90s",
    "2m, PT2M, 2m",
    "120s, PT2M, 2m",
    "1h, PT1H, 1h",
    "1h2m3s4ms, PT1H2M3.004S, 3723004ms",
    "250us, PT0.00025S, 250us",
    "250µs, PT0.00025S, 250us",
    "1ns, PT0.000000001S, 1ns"
  })
  void aDurationIsReadAndWritten(String text, Duration value, String written) {
    assertThat(DurationSyntax.parse(text)).isEqualTo(value);
    assertThat(DurationSyntax.format(value)).isEqualTo(written);
    assertThat(DurationSyntax.parse(written)).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "s", "30 s", "-1s", "+1s", ".5s", "1.s", "1d", "1S", "1s2", "s1", "∞"})
  void otherTextsAreInvalid(String text) {
    assertThatThrownBy(() -> DurationSyntax.parse(text)).hasMessageContaining("not a duration");
  }

  @Test
  void aNumberWithoutAUnitIsInvalid() {
    assertThatThrownBy(() -> DurationSyntax.parse("30"))
        .hasMessage("is 30 without a unit; write 30s or 30ms");
  }
}
