package io.cablebridge.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.NumericChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A position is an offset, a slash and an epoch; any other text is refused. */
class PositionTest {

  @Test
  void itsTextIsOffsetSlashEpoch() {
    assertThat(new Position(41, "2GxQ")).hasToString("41/2GxQ");
  }

  @Property
  void itsTextIsReadBack(
      @ForAll @LongRange(max = 99_999_999_999_999_999L) long offset,
      @ForAll @AlphaChars @NumericChars @StringLength(min = 1, max = 40) String epoch) {
    Position position = new Position(offset, epoch);
    assertThat(Position.parse(position.toString())).isEqualTo(position);
  }

  @Test
  void aSlashMayBePartOfTheEpoch() {
    assertThat(Position.parse("1/a/b")).isEqualTo(new Position(1, "a/b"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "1",
        "1/",
        "/a",
        "-1/a",
        "+1/a",
        "1.5/a",
        " 1/a",
        "1 /a",
        "x/a",
        "0x1/a",
        "1e3/a",
        "1234567890123456789/a",
        "٣/a"
      })
  void anyOtherTextIsNotAPosition(String text) {
    assertThat(Position.parse(text)).isNull();
  }

  @Test
  void aTextOfAnyLengthIsNoPosition() {
    assertThat(Position.parse("1/" + "a".repeat(1_000_000))).isNull();
  }

  @Property
  void nothingThatAClientSendsThrows(@ForAll String text) {
    Position position = Position.parse(text);
    assertThat(position == null || position.offset() >= 0).isTrue();
  }
}
