package io.cablebridge.config;

import io.cablebridge.setting.ConfigKey;
import io.cablebridge.setting.Reload;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes the tables of settings into a Markdown page. {@code <!-- settings: sse poll -->} marks the
 * place of a table of these sections, {@code <!-- reloadable settings -->} that of the table of
 * reloadable keys; each table ends at the next empty line.
 */
final class SettingTables {
  private static final Pattern SECTIONS =
      Pattern.compile("(<!-- settings: ([a-z -]+) -->\n)(?:.+\n)*");
  private static final Pattern RELOADABLE =
      Pattern.compile("(<!-- reloadable settings -->\n)(?:.+\n)*");

  private SettingTables() {}

  /** The page with new tables. */
  static String writtenInto(String page) {
    String withSections =
        SECTIONS
            .matcher(page)
            .replaceAll(match -> quoted(match, settings(List.of(match.group(2).split(" ")))));
    return RELOADABLE.matcher(withSections).replaceAll(match -> quoted(match, reloadable()));
  }

  private static String quoted(MatchResult match, String table) {
    return Matcher.quoteReplacement(match.group(1) + table);
  }

  private static String settings(List<String> sections) {
    Stream<String> rows =
        ConfigKeys.ALL.stream()
            .filter(key -> sections.contains(key.name().split("\\.", 2)[0]))
            .map(
                key ->
                    row(
                        "`" + key.name() + "`",
                        key.type().word(),
                        "`" + key.defaultText() + "`",
                        key.bounds().isEmpty() ? "–" : key.bounds(),
                        key.description()));
    return lines(
        Stream.of(row("key", "type", "default", "bounds", "meaning"), "|---|---|---|---|---|"),
        rows);
  }

  private static String reloadable() {
    return lines(
        Stream.of(row("applies to", "keys"), "|---|---|"),
        Stream.of(
            row("at once", keys(Reload.AT_ONCE)), row("new sessions", keys(Reload.NEW_SESSIONS))));
  }

  private static String keys(Reload reload) {
    return ConfigKeys.ALL.stream()
        .filter(key -> key.reload() == reload)
        .map(ConfigKey::name)
        .collect(Collectors.joining("`, `", "`", "`"));
  }

  private static String lines(Stream<String> head, Stream<String> rows) {
    return Stream.concat(head, rows).map(line -> line + "\n").collect(Collectors.joining());
  }

  private static String row(String... cells) {
    return Arrays.stream(cells).collect(Collectors.joining(" | ", "| ", " |"));
  }
}
