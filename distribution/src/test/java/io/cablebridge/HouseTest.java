package io.cablebridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.house.HouseRules;
import io.cablebridge.house.Locks;
import io.cablebridge.house.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The rules of the house in this module, and those that all modules keep together. */
final class HouseTest {
  private static final Path CONCURRENCY = Path.of("../docs/concurrency.md");
  private static final Pattern ROW = Pattern.compile("(?m)^\\|([^|]*)\\|.*");
  private static final Pattern NAME = Pattern.compile("`([A-Za-z.]+)`");

  private final Sources all =
      Sources.below(
          Path.of("../bridge-core/src/main/java"),
          Path.of("../bridge-http/src/main/java"),
          Path.of("../admin-ui/src/main/java"),
          Path.of("src/main/java"));

  @TestFactory
  Stream<DynamicTest> theHouseKeepsItsRules() {
    return HouseRules.ofThisModule().tests();
  }

  @Test
  void noTwoClassesOfAllModulesHaveTheSameSimpleName() {
    assertThat(HouseRules.namesTwice(all)).isEmpty();
  }

  @Test
  void thePageOnLocksListsEveryLockAndNoOther() throws IOException {
    assertThat(listed(Files.readString(CONCURRENCY))).isEqualTo(new Locks(all).names());
  }

  /** The names in the first column of the first table, without its head. */
  private static SortedSet<String> listed(String page) {
    String table = page.substring(page.indexOf("| lock |"));
    SortedSet<String> names = new TreeSet<>();
    ROW.matcher(table.substring(0, table.indexOf("\n\n")))
        .results()
        .map(row -> row.group(1))
        .flatMap(cell -> NAME.matcher(cell).results())
        .forEach(name -> names.add(name.group(1)));
    return names;
  }
}
