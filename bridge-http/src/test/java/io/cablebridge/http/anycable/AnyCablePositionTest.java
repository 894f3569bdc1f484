package io.cablebridge.http.anycable;

import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.protocol.StreamPosition;
import java.util.LinkedHashMap;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** The id of an event says where a reader is, and is read back as it was written. */
class AnyCablePositionTest {
  private static final StreamPosition AT = new StreamPosition(7, "Ab3x");

  @Test
  void oneStreamIsWrittenAsAnyCableDoes() {
    assertThat(AnyCablePosition.text(Map.of("chat/42", AT))).isEqualTo("7/Ab3x/chat/42");
  }

  @Test
  void anIdOfAnyCableIsRead() {
    assertThat(AnyCablePosition.parse("7/Ab3x/chat/42")).isEqualTo(Map.of("chat/42", AT));
  }

  @Test
  void anIdOfAnotherFormIsUnknown() {
    assertThat(AnyCablePosition.parse("41/2GxQ")).isEmpty();
    assertThat(AnyCablePosition.parse("")).isEmpty();
  }

  @Test
  void anOffsetThatIsNotANumberMakesTheIdUnknown() {
    assertThat(AnyCablePosition.parse("x/Ab3x/chat")).isEmpty();
    assertThat(AnyCablePosition.parse("-1/Ab3x/chat")).isEmpty();
    assertThat(AnyCablePosition.parse("~7/Ab3x/chat,x/e/news")).isEmpty();
    assertThat(AnyCablePosition.parse("~7/Ab3x/%zz")).isEmpty();
  }

  @Test
  void moreStreamsThanOneConnectionHasMakeTheIdUnknown() {
    assertThat(AnyCablePosition.parse("~" + "7/e/s,".repeat(200))).isEmpty();
  }

  @Property(tries = 2000)
  void anyNamesComeBackAsTheyWere(@ForAll @Size(min = 1, max = 5) Map<String, Integer> offsets) {
    Map<String, StreamPosition> positions = new LinkedHashMap<>();
    offsets.forEach(
        (name, offset) -> {
          if (wellFormed(name)) {
            positions.put("s" + name, new StreamPosition(Math.abs((long) offset), "Ab3x"));
          }
        });
    if (!positions.isEmpty()) {
      String text = AnyCablePosition.text(positions);
      assertThat(text.chars()).allMatch(c -> c > ' ' && c < 0x7f);
      assertThat(AnyCablePosition.parse(text)).isEqualTo(positions);
    }
  }

  /** Names come as UTF-8, which has no halves of pairs. */
  private static boolean wellFormed(String name) {
    return java.nio.charset.StandardCharsets.UTF_8.newEncoder().canEncode(name);
  }
}
