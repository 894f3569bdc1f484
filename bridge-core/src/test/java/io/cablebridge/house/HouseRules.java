package io.cablebridge.house;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingInt;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * The rules that hold in every module: sizes, names, loops, statics, locks. The test of a module
 * lists its exceptions, each with a reason. They must be exactly what the rule finds: the test
 * fails for an exception that is no longer needed, too.
 */
public final class HouseRules {

  /** The bounds. */
  static final int MAX_LINES = 300;

  static final int MAX_TYPES_OF_A_PACKAGE = 22;
  static final int MAX_CLASSES_OF_A_LOOP = 2;
  static final int MAX_PARAMETERS = 6;

  /** One rule, with the sentence that it states. */
  public enum Rule {
    SHORT_FILES("no file has more than " + MAX_LINES + " lines"),
    SMALL_PACKAGES("no package has more than " + MAX_TYPES_OF_A_PACKAGE + " classes"),
    DESCRIBED_PACKAGES("every package has a package-info"),
    NO_PACKAGE_LOOP("no package depends on itself through other packages"),
    NO_CLASS_LOOP(
        "no more than " + MAX_CLASSES_OF_A_LOOP + " classes depend on each other in a loop"),
    UNIQUE_NAMES("no two classes have the same simple name"),
    CLEAR_NAMES("no class has a vague name"),
    NO_MUTABLE_STATIC("no static field is mutable"),
    SHORT_CONSTRUCTORS(
        "no constructor, except a record's, has more than " + MAX_PARAMETERS + " parameters"),
    OWN_LOCKS(
        "a class locks only itself, a private object that it creates, or an object of a lock"
            + " class"),
    GUARDED_FIELDS("a class that locks marks a field with @GuardedBy");

    private final String sentence;

    Rule(String sentence) {
      this.sentence = sentence;
    }
  }

  private final Sources sources;
  private final Locks locks;
  private final Shapes shapes;
  private final Map<String, Set<String>> dependencies;
  private final Map<Rule, SortedSet<String>> excepted = new EnumMap<>(Rule.class);

  /**
   * @param classes where the class files of the sources are
   */
  HouseRules(Sources sources, Path classes) {
    this.sources = sources;
    this.locks = new Locks(sources);
    this.shapes = new Shapes(sources, MAX_PARAMETERS);
    this.dependencies = dependencies(sources, classes);
  }

  /** The rules for the module in whose folder the test runs. */
  public static HouseRules ofThisModule() {
    return new HouseRules(
        Sources.below(Path.of("src", "main", "java")), Path.of("target", "classes"));
  }

  /** Excepts something from a rule. */
  @CanIgnoreReturnValue
  public HouseRules except(Rule rule, String offender, String reason) {
    assertThat(reason).isNotBlank();
    excepted.computeIfAbsent(rule, first -> new TreeSet<>()).add(offender);
    return this;
  }

  /** One test for each rule. */
  public Stream<DynamicTest> tests() {
    return Arrays.stream(Rule.values())
        .map(rule -> DynamicTest.dynamicTest(rule.sentence, () -> check(rule)));
  }

  private void check(Rule rule) {
    assertThat(offenders(rule))
        .as("%s (%s), except what the test lists", rule.sentence, rule)
        .isEqualTo(excepted.getOrDefault(rule, new TreeSet<>()));
  }

  /** What the rule finds, excepted or not. */
  SortedSet<String> offenders(Rule rule) {
    return switch (rule) {
      case SHORT_FILES -> longFiles();
      case SMALL_PACKAGES -> bigPackages();
      case DESCRIBED_PACKAGES -> silentPackages();
      case NO_PACKAGE_LOOP -> packageLoops();
      case NO_CLASS_LOOP -> classLoops();
      case UNIQUE_NAMES -> namesTwice(sources);
      case CLEAR_NAMES -> shapes.vagueNames();
      case NO_MUTABLE_STATIC -> shapes.mutableStatics();
      case SHORT_CONSTRUCTORS -> shapes.longConstructors();
      case OWN_LOCKS -> locks.foreign();
      case GUARDED_FIELDS -> locks.withoutGuardedField();
    };
  }

  private SortedSet<String> longFiles() {
    return sources.files().stream()
        .filter(file -> file.lines() > MAX_LINES)
        .map(file -> Sources.brief(file.names().get(0)))
        .collect(toCollection(TreeSet::new));
  }

  private SortedSet<String> bigPackages() {
    Map<String, Integer> sizes =
        sources.files().stream()
            .collect(
                groupingBy(
                    Sources.SourceFile::packageName, summingInt(file -> file.types().size())));
    return sizes.entrySet().stream()
        .filter(size -> size.getValue() > MAX_TYPES_OF_A_PACKAGE)
        .map(size -> Sources.brief(size.getKey()))
        .collect(toCollection(TreeSet::new));
  }

  private SortedSet<String> silentPackages() {
    SortedSet<String> silent =
        sources.files().stream()
            .map(Sources.SourceFile::packageName)
            .collect(toCollection(TreeSet::new));
    silent.removeAll(sources.described());
    return silent;
  }

  private SortedSet<String> packageLoops() {
    Map<String, Set<String>> packages = new TreeMap<>();
    dependencies.forEach(
        (from, targets) ->
            targets.stream()
                .map(HouseRules::packageOf)
                .filter(target -> !target.equals(packageOf(from)))
                .forEach(
                    target ->
                        packages
                            .computeIfAbsent(packageOf(from), first -> new TreeSet<>())
                            .add(target)));
    return written(Loops.of(packages), 1);
  }

  private SortedSet<String> classLoops() {
    return written(Loops.of(dependencies), MAX_CLASSES_OF_A_LOOP);
  }

  /** The simple names of top-level classes that the sources hold more than once. */
  public static SortedSet<String> namesTwice(Sources sources) {
    Set<String> once = new HashSet<>();
    return sources.files().stream()
        .flatMap(file -> file.types().stream())
        .map(type -> type.getSimpleName().toString())
        .filter(name -> !once.add(name))
        .collect(toCollection(TreeSet::new));
  }

  private static SortedSet<String> written(List<Set<String>> loops, int most) {
    return loops.stream()
        .filter(loop -> loop.size() > most)
        .map(loop -> String.join(" ", loop.stream().map(Sources::brief).toList()))
        .collect(toCollection(TreeSet::new));
  }

  private static String packageOf(String name) {
    return name.substring(0, name.lastIndexOf('.'));
  }

  /** Which top-level class needs which others to compile, of those that have a source. */
  private static Map<String, Set<String>> dependencies(Sources sources, Path classes) {
    Map<String, Set<String>> edges = new TreeMap<>();
    sources.files().forEach(file -> file.names().forEach(name -> edges.put(name, new TreeSet<>())));
    for (JavaClass type : new ClassFileImporter().importPath(classes)) {
      Set<String> targets = edges.get(topLevel(type));
      if (targets != null) {
        type.getDirectDependenciesFromSelf().stream()
            .map(Dependency::getTargetClass)
            .map(JavaClass::getBaseComponentType)
            .map(HouseRules::topLevel)
            .filter(edges::containsKey)
            .filter(target -> !target.equals(topLevel(type)))
            .forEach(targets::add);
      }
    }
    return edges;
  }

  private static String topLevel(JavaClass type) {
    String name = type.getName();
    int nested = name.indexOf('$');
    return nested < 0 ? name : name.substring(0, nested);
  }
}
