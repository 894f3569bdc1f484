package io.cablebridge;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The dependencies between the modules, and on libraries. */
@AnalyzeClasses(
    packages = "io.cablebridge",
    importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.NoTestJar.class})
final class ArchitectureTest {

  /** The test doubles of the core come in a separate jar. */
  static final class NoTestJar implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("-tests.jar");
    }
  }

  @ArchTest
  static final ArchRule THE_CORE_DEPENDS_ON_NO_SERVER =
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

  /** Else the shares might exceed the heap together. */
  @ArchTest
  static final ArchRule ONE_CLASS_DIVIDES_THE_HEAP =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("io.cablebridge.bounded.HeapShare")
          .should()
          .callMethod(Runtime.class, "maxMemory");

  @ArchTest
  static final ArchRule THE_PUBLIC_SERVER_DEPENDS_ON_NEITHER_THE_CONSOLE_NOR_SERVLETS =
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
  static final ArchRule THE_CONSOLE_DEPENDS_ON_THE_ENGINE_ONLY =
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
  static final ArchRule SESSIONS_DEPEND_ON_NO_WIRE_LIBRARY =
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
}
