package io.cablebridge.admin.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How values read on the page. */
class PageValuesTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0 s",
    "59, 59 s",
    "60, 1 m 0 s",
    "3599, 59 m 59 s",
    "3600, 1 h 0 m",
    "90061, 1 d 1 h"
  })
  void anAgeHasTwoUnits(long seconds, String shown) {
    assertThat(new DurationText(seconds)).hasToString(shown);
  }

  @Test
  void aMomentIsWrittenToTheSecond() {
    Timestamp moment = new Timestamp(Instant.parse("2026-11-22T20:55:52.123Z"));
    assertThat(moment).hasToString("2026-11-22 20:55:52 UTC");
    assertThat(moment.iso()).isEqualTo("2026-11-22T20:55:52Z");
  }

  @Test
  void aClockThatWentBackwardsGivesNoNegativeAge() {
    assertThat(DurationText.of(Duration.ofSeconds(-5))).isEqualTo(new DurationText(0));
  }

  @ParameterizedTest
  @CsvSource({"0, 0 B", "1023, 1023 B", "1024, 1.0 KiB", "1572864, 1.5 MiB"})
  void aByteCountHasAUnit(long bytes, String shown) {
    assertThat(new ByteCount(bytes)).hasToString(shown);
  }

  @Test
  void aLabelNamesTheChannelAndItsParameters() {
    assertThat(ChannelLabel.of("{\"room\":7,\"channel\":\"Chat\",\"tags\":[1],\"on\":true}"))
        .isEqualTo(new ChannelLabel("Chat", "room: 7, tags: […], on: true"));
  }

  @Test
  void aLabelOfSomethingElseIsItsBeginning() {
    assertThat(ChannelLabel.of("not json at all, and rather long"))
        .isEqualTo(new ChannelLabel("not json at all, and…", ""));
    assertThat(ChannelLabel.of("[1]")).isEqualTo(new ChannelLabel("[1]", ""));
    assertThat(ChannelLabel.of("")).isEqualTo(new ChannelLabel("", ""));
  }

  @Test
  void aLabelIsBoundedWhateverTheClientWrote() {
    String key = "k".repeat(1_000);
    StringBuilder identifier = new StringBuilder("{\"channel\":\"" + "c".repeat(9_000) + "\"");
    for (int i = 0; i < 50; i++) {
      identifier.append(",\"").append(key).append(i).append("\":\"").append(key).append('"');
    }
    ChannelLabel label = ChannelLabel.of(identifier.append('}').toString());
    assertThat(label.name()).hasSize(49);
    assertThat(label.parameters()).hasSizeLessThan(250).endsWith(", …");
  }

  @Test
  void anEmojiIsNeverCutInHalf() {
    assertThat(ChannelLabel.of("😀".repeat(30)).name()).isEqualTo("😀".repeat(20) + "…");
  }

  @Test
  void charactersThatControlTheDisplayAreReplaced() {
    assertThat(ChannelLabel.of("{\"channel\":\"a\\u0000\\n\\u2028\\u202eb\"}").name())
        .isEqualTo("a\ufffd\ufffd\ufffd\ufffdb");
  }

  @ParameterizedTest
  @CsvSource({"token", "api_key", "signed_stream_name", "Password", "sgid", "authToken"})
  void aSecretIsMasked(String key) {
    assertThat(ChannelLabel.of("{\"channel\":\"Chat\",\"" + key + "\":\"hunter2\"}").parameters())
        .isEqualTo(key + ": •••");
  }
}
