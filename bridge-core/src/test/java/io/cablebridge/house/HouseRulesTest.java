package io.cablebridge.house;

import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.house.HouseRules.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each rule finds what offends it, and leaves alone what does not. */
class HouseRulesTest {
  @TempDir Path folder;

  private final List<String> files = new ArrayList<>();

  /** Writes a class into a package; the body is what stands between its braces. */
  private void write(String packageName, String head, String body) {
    String name = head.replaceAll("\\(.*", "").replaceAll(".* ", "");
    write(packageName, name + ".java", "", head + " {\n" + body + "\n}\n");
  }

  private void write(String packageName, String file, String comment, String declaration) {
    Path path = folder.resolve("src").resolve(packageName).resolve(file);
    try {
      Files.createDirectories(path.getParent());
      Files.writeString(
          path, comment + "package io.cablebridge." + packageName + ";\n" + declaration);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    files.add(path.toString());
  }

  private List<String> offenders(Rule rule) {
    List<String> arguments = new ArrayList<>(List.of("-d", folder.resolve("out").toString()));
    arguments.addAll(files);
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, arguments.toArray(String[]::new));
    assertThat(result).isZero();
    HouseRules rules = new HouseRules(Sources.below(folder.resolve("src")), folder.resolve("out"));
    return List.copyOf(rules.offenders(rule));
  }

  @Test
  void aFileOfMoreThanThreeHundredLinesIsFound() {
    write("a", "class Allowed", "\n".repeat(296));
    write("a", "class TooLong", "\n".repeat(297));
    assertThat(offenders(Rule.SHORT_FILES)).containsExactly("a.TooLong");
  }

  @Test
  void aPackageOfMoreThanTwentyTwoClassesIsFound() {
    IntStream.rangeClosed(1, 22).forEach(i -> write("allowed", "class A" + i, ""));
    IntStream.rangeClosed(1, 23).forEach(i -> write("big", "class B" + i, ""));
    assertThat(offenders(Rule.SMALL_PACKAGES)).containsExactly("big");
  }

  @Test
  void aPackageWithoutADescriptionIsFound() {
    write("described", "class A", "");
    write("described", "package-info.java", "/** What it is for. */\n", "");
    write("silent", "class B", "");
    assertThat(offenders(Rule.DESCRIBED_PACKAGES)).containsExactly("io.cablebridge.silent");
  }

  @Test
  void aLoopOfPackagesIsFound() {
    write("a", "public class One", "io.cablebridge.b.Two two;");
    write("b", "public class Two", "Object three = new io.cablebridge.c.Three();");
    write("c", "public class Three", "io.cablebridge.a.One[] one;");
    write("d", "public class Four", "io.cablebridge.a.One one;");
    assertThat(offenders(Rule.NO_PACKAGE_LOOP)).containsExactly("a b c");
  }

  @Test
  void aLoopOfThreeClassesIsFoundButNotOneOfTwo() {
    write("a", "class One", "Two two;");
    write("a", "class Two", "Runnable three() { return () -> new Three(); }");
    write("a", "class Three", "static class Inner { One one; }");
    write("a", "class Left", "Right right;");
    write("a", "class Right", "Left left; One one;");
    assertThat(offenders(Rule.NO_CLASS_LOOP)).containsExactly("a.One a.Three a.Two");
  }

  @Test
  void aSimpleNameInTwoPackagesIsFound() {
    write("a", "class One", "static class Nested {}");
    write("b", "class One", "");
    write("b", "class Two", "static class Nested {}");
    assertThat(offenders(Rule.UNIQUE_NAMES)).containsExactly("One");
  }

  @Test
  void aVagueNameIsFound() {
    write("a", "class Context", "static class TimeUtils {}");
    write("a", "class DatabaseReader", "");
    assertThat(offenders(Rule.CLEAR_NAMES)).containsExactly("a.Context", "a.Context.TimeUtils");
  }

  @Test
  void aMutableStaticIsFound() {
    write(
        "a",
        "class One",
        """
        static int count;
        static final java.util.List<String> NAMES = java.util.List.of();
        static final StringBuilder TEXT = new StringBuilder();
        int own;
        """);
    write("a", "interface Two", "int CONSTANT = 1;");
    write("a", "enum Three", "FIRST; static final Object MARK = new Object();");
    assertThat(offenders(Rule.NO_MUTABLE_STATIC)).containsExactly("a.One.TEXT", "a.One.count");
  }

  @Test
  void aLongConstructorIsFoundButNotARecords() {
    write("a", "class One", "One(int a, int b, int c, int d, int e, int f) {}");
    write("a", "class Two", "Two(int a, int b, int c, int d, int e, int f, int g) {}");
    write("a", "record Three(int a, int b, int c, int d, int e, int f, int g)", "");
    assertThat(offenders(Rule.SHORT_CONSTRUCTORS)).containsExactly("a.Two");
  }

  @Test
  void aLockOnAnObjectOfAnotherClassIsFound() {
    write("a", "class OrderLock", "");
    write(
        "a",
        "class One",
        """
        private final Object mine = new Object();
        private final OrderLock order;
        private final Object given;
        One(OrderLock order, Object given) { this.order = order; this.given = given; }
        void allowed() { synchronized (mine) { synchronized (order) { synchronized (this) {} } } }
        void forbidden(Object other) { synchronized (other) {} synchronized (given) {} }
        static synchronized void global() {}
        """);
    assertThat(offenders(Rule.OWN_LOCKS))
        .containsExactly("a.One: class", "a.One: given", "a.One: other");
    assertThat(new Locks(Sources.below(folder.resolve("src"))).names())
        .containsExactly("One", "OrderLock");
  }

  @Test
  void aLockThatMarksNoFieldIsFound() {
    write("a", "@interface GuardedBy", "String value();");
    write("a", "class One", "@GuardedBy(\"this\") int count; synchronized void add() { count++; }");
    write("a", "class Two", "int count; synchronized void add() { count++; }");
    write("a", "class Three", "java.util.concurrent.locks.ReentrantLock lock;");
    assertThat(offenders(Rule.GUARDED_FIELDS)).containsExactly("a.Three", "a.Two");
  }
}
