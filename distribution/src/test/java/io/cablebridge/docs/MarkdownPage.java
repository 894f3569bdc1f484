package io.cablebridge.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One page of the documentation, as a Markdown viewer shows it: its links and its anchors. Blocks
 * of code have neither.
 *
 * @param file the path, relative to this module
 * @param prose the lines outside blocks of code
 */
record MarkdownPage(Path file, List<String> prose) {

  private static final Pattern INLINE = Pattern.compile("\\[[^\\]]*\\]\\(<?([^)>\\s]+)>?\\)");
  private static final Pattern DEFINED = Pattern.compile("^\\[([^\\]]+)\\]: +(\\S+)$");
  private static final Pattern REFERENCE = Pattern.compile("\\]\\[([^\\]]+)\\]");
  private static final Pattern HEADING = Pattern.compile("^#{1,6} +(.+?) *$");
  private static final Pattern CODE = Pattern.compile("`[^`]*`");
  private static final Pattern ANCHOR = Pattern.compile("<a id=\"([^\"]+)\">");

  static MarkdownPage read(Path file) {
    try {
      List<String> prose = new ArrayList<>();
      boolean code = false;
      for (String line : Files.readAllLines(file)) {
        if (line.startsWith("```")) {
          code = !code;
        } else if (!code) {
          prose.add(line);
        }
      }
      return new MarkdownPage(file, List.copyOf(prose));
    } catch (IOException e) {
      throw new UncheckedIOException(file.toString(), e);
    }
  }

  /** The targets of its links as written, including pages of other sites. */
  List<String> links() {
    Stream<String> inline = found(INLINE).map(match -> match.group(1));
    return Stream.concat(inline, definitions().values().stream()).toList();
  }

  /** References such as {@code [text][name]} without a definition. */
  List<String> undefinedReferences() {
    Set<String> defined = definitions().keySet();
    return found(REFERENCE).map(match -> match.group(1)).filter(r -> !defined.contains(r)).toList();
  }

  /** The fragments to which a link can lead, without {@code #}. */
  Set<String> anchors() {
    Set<String> anchors = new HashSet<>();
    Map<String, Integer> seen = new HashMap<>();
    for (String line : prose) {
      Matcher heading = HEADING.matcher(line);
      if (heading.matches()) {
        String slug = slug(heading.group(1));
        int before = seen.merge(slug, 1, Integer::sum) - 1;
        anchors.add(before == 0 ? slug : slug + "-" + before);
      }
    }
    found(ANCHOR).forEach(match -> anchors.add(match.group(1)));
    return anchors;
  }

  /** As GitHub derives it: lower case, hyphens for blanks, no other punctuation. */
  private static String slug(String heading) {
    return heading
        .replaceAll("\\[([^\\]]*)\\]\\([^)]*\\)", "$1")
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N} _-]", "")
        .replace(' ', '-');
  }

  private Map<String, String> definitions() {
    Map<String, String> definitions = new HashMap<>();
    for (String line : prose) {
      Matcher definition = DEFINED.matcher(line);
      if (definition.matches()) {
        definitions.put(definition.group(1), definition.group(2));
      }
    }
    return definitions;
  }

  private Stream<MatchResult> found(Pattern pattern) {
    return prose.stream().flatMap(line -> pattern.matcher(withoutBracketsInCode(line)).results());
  }

  /** Inline code contains no link. */
  private static String withoutBracketsInCode(String line) {
    return CODE.matcher(line).replaceAll(code -> code.group().replaceAll("[\\[\\]()$\\\\]", ""));
  }
}
