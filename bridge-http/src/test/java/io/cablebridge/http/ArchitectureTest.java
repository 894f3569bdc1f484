package io.cablebridge.http;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows and names of this module. */
@AnalyzeClasses(packages = "io.cablebridge.http", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule KNOWS_SESSIONS_STREAMS_AND_THEIR_VALUES_ONLY =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.cablebridge.http",
              "io.cablebridge.health",
              "io.cablebridge.session",
              "io.cablebridge.stream",
              "io.cablebridge.secret",
              "io.cablebridge.protocol",
              "io.cablebridge.time",
              "java..",
              "org.eclipse.jetty..",
              "com.fasterxml.jackson.core..",
              "com.fasterxml.jackson.databind..",
              "com.nimbusds..",
              "org.slf4j..",
              "org.jspecify..",
              "com.google.errorprone.annotations..");

  @ArchTest
  static final ArchRule ONLY_THE_READER_OF_TOKENS_KNOWS_THEIR_LIBRARY =
      noClasses()
          .that()
          .doNotHaveSimpleName("JwtReader")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.nimbusds..");

  @ArchTest
  static final ArchRule HAS_NO_SERVLET =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("jakarta.servlet..", "javax.servlet..", "org.eclipse.jetty.ee10..");

  @ArchTest
  static final ArchRule DOES_NOT_KNOW_THE_OTHER_DOOR_NOR_HOW_THE_ENGINE_IS_MADE =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.cablebridge.admin..",
              "io.cablebridge.upstream..",
              "io.cablebridge.engine..",
              "io.cablebridge.config..",
              "dagger..",
              "jakarta.inject..",
              "javax.inject..");

  @ArchTest
  static final ArchRule ONLY_THE_SERVER_KNOWS_CONNECTORS =
      noClasses()
          .that()
          .doNotHaveSimpleName("PublicServer")
          .should()
          .dependOnClassesThat()
          .haveNameMatching("org\\.eclipse\\.jetty\\.server\\.(Server|ServerConnector|Connector)");

  @ArchTest
  static final ArchRule SHOWS_ITS_SERVER_AND_ITS_SETTINGS_ONLY =
      classes()
          .that()
          .arePublic()
          .and()
          .areTopLevelClasses()
          .should()
          .haveNameMatching(".*\\.(PublicServer|[A-Za-z]+Config)");

  @ArchTest
  static final ArchRule CONFIGS_ARE_RECORDS =
      classes().that().haveSimpleNameEndingWith("Config").should().beRecords();

  @ArchTest
  static final ArchRule HANDLES_NOTHING_VAGUE =
      noClasses()
          .should()
          .haveNameMatching(
              ".*(Manager|Utils?|Helpers?|Impl|Base|Abstract|Data|Info|Context)(\\$.*)?");
}
