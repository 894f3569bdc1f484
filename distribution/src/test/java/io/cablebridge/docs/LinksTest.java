package io.cablebridge.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every link between pages of the documentation, and into the tree, leads somewhere. */
class LinksTest {

  private static final Path ROOT = Path.of("..");
  private static final Path DOCS = ROOT.resolve("docs");
  private static final Path INDEX = DOCS.resolve("README.md");

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

  /** Another site is not asked whether it still has the page. */
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
