package io.cablebridge.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every file, anchor and metric that a page of the documentation refers to exists. */
class LinksTest {

  private static final Path ROOT = Path.of("..");
  private static final Path DOCS = ROOT.resolve("docs");
  private static final Path INDEX = DOCS.resolve("README.md");

  private static final Pattern METRIC = Pattern.compile("cablebridge_[a-z_]+");

  static List<Path> pages() throws IOException {
    try (Stream<Path> docs = Files.walk(DOCS)) {
      return Stream.concat(
              Stream.of(ROOT.resolve("README.md")),
              docs.filter(file -> file.toString().endsWith(".md")).sorted())
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyLinkLeadsSomewhere(Path file) {
    MarkdownPage page = MarkdownPage.read(file);

    assertThat(page.links().stream().filter(link -> !leadsSomewhere(file, link))).isEmpty();
    assertThat(page.undefinedReferences()).isEmpty();
  }

  /** Links to other sites are not checked. */
  private static boolean leadsSomewhere(Path from, String link) {
    if (link.matches("[a-z]+:.*")) {
      return true;
    }
    int hash = link.indexOf('#');
    String path = hash < 0 ? link : link.substring(0, hash);
    Path target = path.isEmpty() ? from : from.resolveSibling(path).normalize();
    if (!Files.exists(target)) {
      return false;
    }
    return hash < 0 || MarkdownPage.read(target).anchors().contains(link.substring(hash + 1));
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyMetricIsInTheTableOfTheMetrics(Path file) throws IOException {
    assertThat(metrics(file)).isSubsetOf(metrics(DOCS.resolve("operations.md")));
  }

  private static Set<String> metrics(Path file) throws IOException {
    return METRIC
        .matcher(Files.readString(file))
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toSet());
  }

  @Test
  void theIndexNamesEveryPage() throws IOException {
    List<Path> linked = new ArrayList<>();
    for (String link : MarkdownPage.read(INDEX).links()) {
      linked.add(INDEX.resolveSibling(link).normalize());
    }
    List<Path> others =
        pages().stream()
            .map(Path::normalize)
            .filter(page -> page.startsWith(DOCS) && !page.equals(INDEX))
            .filter(page -> !page.getParent().endsWith("decisions"))
            .toList();

    assertThat(linked).containsAll(others);
  }
}
