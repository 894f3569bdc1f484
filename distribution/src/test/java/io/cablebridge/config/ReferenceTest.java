package io.cablebridge.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The tables of {@code docs/configuration.md} against the settings themselves. */
class ReferenceTest {
  private static final Path REFERENCE = Path.of("../docs/configuration.md");

  @Test
  void itNamesEveryKeyOnceWithTypeDefaultAndBounds() throws Exception {
    assertThat(rows().stream().map(row -> String.join(" | ", row.subList(0, 4))))
        .containsExactlyElementsOf(Settings.ALL.stream().map(ReferenceTest::expected).toList());
  }

  @Test
  void itSaysOfEveryKeyWhatItMeans() throws Exception {
    assertThat(rows()).allSatisfy(row -> assertThat(row.get(4)).hasSizeGreaterThan(10));
  }

  private static String expected(Setting<?> setting) {
    String bounds = setting.check().bounds();
    return "`%s` | %s | `%s` | %s"
        .formatted(
            setting.key(),
            setting.type().word(),
            setting.defaultText(),
            bounds.isEmpty() ? "–" : bounds);
  }

  private static List<List<String>> rows() throws IOException {
    return Files.readAllLines(REFERENCE).stream()
        .filter(line -> line.startsWith("| `"))
        .map(line -> line.substring(1, line.lastIndexOf('|')))
        .map(line -> Arrays.stream(line.split("\\|", -1)).map(String::strip).toList())
        .toList();
  }
}
