package io.cablebridge.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Documentation, comments, messages, templates and scripts use plain English. The forbidden
 * patterns are in {@code plain-english.txt}, each with its replacement and a sample. The test reads
 * the comments and constants of Java files, in main code also the messages, and all other texts.
 */
class PlainEnglishTest {
  private static final Path ROOT = Path.of("..");

  private static final Pattern READ =
      Pattern.compile(
          "(.*/)?[^./]+|.*\\.(java|md|html|js|css|yml|conf|cfg|service|xml|json|lua|rb|ru)");
  private static final Pattern NOT_READ =
      Pattern.compile("LICENSE|(.*/)?(target|\\.[^/]+)/.*|.*(?i:uplot).*");

  private static final String LITERAL = "\"(?:\\\\.|[^\"\\\\\\n])*\"";
  private static final String LINE_COMMENT = "//[^\\n]*";
  private static final Pattern TOKEN =
      Pattern.compile(
          "(?<comment>(?s:/\\*.*?\\*/)|%1$s(?:\\n[ \\t]*%1$s)*)".formatted(LINE_COMMENT)
              + "|(?<string>(?s:\"\"\".*?\"\"\")|%1$s(?:\\s*\\+\\s*%1$s)*)".formatted(LITERAL)
              + "|'(?:\\\\.|[^'\\\\\\n])*'|(?<constant>\\b[A-Z][A-Z0-9_]+\\b)");

  /** What stands between two lines of one sentence, beside the line break. */
  private static final Pattern MARKS =
      Pattern.compile("\\n[ \\t]*(?:\\*(?!/)|//+|#+|--)|/\\*+|\"\\s*\\+\\s*\"");

  /** A forbidden pattern, its replacement, and a sentence that contains it. */
  private record Rule(Pattern pattern, String replacement, String sample) {
    static Rule of(String line) {
      String[] parts = line.split(" => ", 3);
      String regex = parts[0].replace(" ", "\\s+");
      return new Rule(Pattern.compile(regex, Pattern.CASE_INSENSITIVE), parts[1], parts[2]);
    }

    List<String> findIn(String file, String text) {
      List<String> found = new ArrayList<>();
      for (Matcher hit = pattern.matcher(text); hit.find(); ) {
        long line = text.substring(0, hit.end()).lines().count();
        String phrase = hit.group().replaceAll("\\s+", " ");
        found.add("%s:%d: \"%s\"; write: %s".formatted(file, line, phrase, replacement));
      }
      return found;
    }
  }

  static List<Rule> rules() throws IOException {
    Path file = Path.of("src/test/resources/io/cablebridge/docs/plain-english.txt");
    return Files.readAllLines(file).stream().filter(l -> !l.startsWith("#")).map(Rule::of).toList();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void aForbiddenSentenceIsFoundThoughALineBreakIsInIt(Rule rule) throws IOException {
    String comment = "/**\n * " + rule.sample.replace(" ", "\n * ") + "\n */\nclass A {}";
    String message = "class A { String a = \"" + rule.sample.replace(" ", " \"\n + \"") + "\"; }";

    assertThat(found("src/main/A.java", comment)).isNotEmpty();
    assertThat(found("src/main/A.java", message)).isNotEmpty();
    assertThat(found("src/test/A.java", message)).isEmpty();
    assertThat(found("docs/a.md", rule.sample)).isNotEmpty();
  }

  @Test
  void theTreeIsFreeOfForbiddenSentences() throws IOException {
    List<String> found = new ArrayList<>();
    try (Stream<Path> tree = Files.walk(ROOT).filter(Files::isRegularFile)) {
      for (Path path : (Iterable<Path>) tree::iterator) {
        String file = ROOT.relativize(path).toString();
        if (READ.matcher(file).matches() && !NOT_READ.matcher(file).matches()) {
          found.addAll(found(file, Files.readString(path)));
        }
      }
    }
    assertThat(found).isEmpty();
  }

  private static List<String> found(String file, String text) throws IOException {
    List<String> found = new ArrayList<>();
    boolean messages = file.contains("src/main/");
    String prose = file.endsWith(".java") ? proseOf(text, messages) : withoutMarks(text);
    for (Rule rule : rules()) {
      found.addAll(rule.findIn(file, prose));
    }
    return found;
  }

  /** The text with all code replaced by bars, so that every sentence keeps its line. */
  private static String proseOf(String java, boolean messages) {
    StringBuilder prose = new StringBuilder(java.replaceAll("[^\\n]", "|"));
    for (Matcher token = TOKEN.matcher(java); token.find(); ) {
      if (token.group("string") == null || messages) {
        prose.replace(token.start(), token.end(), withoutMarks(token.group()));
      }
    }
    return prose.toString();
  }

  private static String withoutMarks(String text) {
    return MARKS.matcher(text).replaceAll(mark -> mark.group().replaceAll("[^\\n]", " "));
  }
}
