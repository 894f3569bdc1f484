package io.cablebridge.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.setting.ConfigKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The tables of {@code docs/configuration.md}, and the keys that the other pages name. */
class ReferenceTest {
  private static final Path REFERENCE = Path.of("../docs/configuration.md");

  @Test
  void itNamesEveryKeyOnceWithTypeDefaultAndBounds() throws Exception {
    assertThat(rows().stream().map(row -> String.join(" | ", row.subList(0, 4))))
        .containsExactlyElementsOf(ConfigKeys.ALL.stream().map(ReferenceTest::expected).toList());
  }

  @Test
  void itDescribesEveryKey() throws Exception {
    assertThat(rows()).allSatisfy(row -> assertThat(row.get(4)).hasSizeGreaterThan(10));
  }

  @ParameterizedTest
  @MethodSource("pages")
  void noPageNamesAnUnknownKey(Path page) throws Exception {
    String sections =
        ConfigKeys.ALL.stream()
            .map(setting -> setting.name().split("\\.", 2)[0])
            .distinct()
            .collect(Collectors.joining("|"));
    Pattern key = Pattern.compile("`((?:" + sections + ")\\.[a-z][a-z0-9.-]*)");
    assertThat(key.matcher(Files.readString(page)).results().map(match -> match.group(1)))
        .isSubsetOf(ConfigKeys.BY_NAME.keySet());
  }

  /** All but the page of the packages, whose names look like keys. */
  static List<Path> pages() throws IOException {
    try (Stream<Path> docs = Files.walk(REFERENCE.getParent())) {
      return Stream.concat(Stream.of(Path.of("../README.md")), docs)
          .filter(file -> file.toString().endsWith(".md"))
          .filter(file -> !file.endsWith("architecture.md"))
          .sorted()
          .toList();
    }
  }

  private static String expected(ConfigKey<?> setting) {
    String bounds = setting.bounds();
    return "`%s` | %s | `%s` | %s"
        .formatted(
            setting.name(),
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
