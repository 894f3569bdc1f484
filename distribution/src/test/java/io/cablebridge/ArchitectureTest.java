package io.cablebridge;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows between the modules, and what each of them may know of the libraries. */
@AnalyzeClasses(
    packages = "io.cablebridge",
    importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.NoTestJar.class})
final class ArchitectureTest {

  /** The core's doubles come in a jar of their own. */
  static final class NoTestJar implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("-tests.jar");
    }
  }

  @ArchTest
  static final ArchRule THE_CORE_KNOWS_NO_DOOR =
      noClasses()
          .that()
          .resideInAnyPackage(
              "io.cablebridge.protocol..",
              "io.cablebridge.session..",
              "io.cablebridge.stream..",
              "io.cablebridge.upstream..",
              "io.cablebridge.time..",
              "io.cablebridge.setting..",
              "io.cablebridge.health..",
              "io.cablebridge.engine..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.cablebridge",
              "io.cablebridge.http..",
              "io.cablebridge.admin..",
              "io.cablebridge.config..",
              "io.cablebridge.demo..",
              "org.eclipse.jetty.server..",
              "jakarta.servlet..");

  @ArchTest
  static final ArchRule THE_PUBLIC_DOOR_KNOWS_NEITHER_THE_CONSOLE_NOR_SERVLETS =
      noClasses()
          .that()
          .resideInAPackage("io.cablebridge.http..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.cablebridge",
              "io.cablebridge.admin..",
              "io.cablebridge.config..",
              "io.cablebridge.upstream..",
              "jakarta.servlet..",
              "org.eclipse.jetty.ee10..");

  @ArchTest
  static final ArchRule THE_CONSOLE_KNOWS_ONLY_THE_ENGINE =
      noClasses()
          .that()
          .resideInAPackage("io.cablebridge.admin..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.cablebridge",
              "io.cablebridge.http..",
              "io.cablebridge.config..",
              "io.cablebridge.upstream..");

  @ArchTest
  static final ArchRule SESSIONS_KNOW_NO_LIBRARY_OF_A_WIRE =
      classes()
          .that()
          .resideInAPackage("io.cablebridge.session..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..",
              "org.jspecify..",
              "com.google.errorprone.annotations..",
              "org.slf4j..",
              "io.cablebridge.bounded..",
              "io.cablebridge.metric..",
              "io.cablebridge.session..",
              "io.cablebridge.setting..",
              "io.cablebridge.protocol..",
              "io.cablebridge.stream.name",
              "io.cablebridge.time..");

  @ArchTest
  static final ArchRule NO_CLASS_IS_NAMED_AFTER_NOTHING =
      noClasses()
          .that()
          .haveNameNotMatching(".*\\.Dagger.*")
          .should()
          .haveNameMatching(
              ".*(Manager|Util|Utils|Helper|Impl|Base|Abstract\\w*|Data|Info|Context)");
}
