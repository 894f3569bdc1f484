package io.cablebridge.http;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows and names of this module. */
@AnalyzeClasses(packages = "io.cablebridge.http", importOptions = DoNotIncludeTests.class)
class HttpArchitectureTest {

  @ArchTest
  static final ArchRule KNOWS_SESSIONS_STREAMS_AND_THEIR_VALUES_ONLY =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.cablebridge.http..",
              "io.cablebridge.address",
              "io.cablebridge.bounded",
              "io.cablebridge.health",
              "io.cablebridge.metric",
              "io.cablebridge.session..",
              "io.cablebridge.stream",
              "io.cablebridge.stream.name",
              "io.cablebridge.secret",
              "io.cablebridge.setting",
              "io.cablebridge.protocol",
              "io.cablebridge.time",
              "dagger..",
              "jakarta.inject..",
              "java..",
              "javax.net.ssl..",
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
  static final ArchRule DOES_NOT_DEPEND_ON_THE_CONSOLE_OR_THE_INSIDE_OF_THE_ENGINE =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.cablebridge.admin..",
              "io.cablebridge.upstream..",
              "io.cablebridge.engine..",
              "io.cablebridge.config..");

  @ArchTest
  static final ArchRule ONLY_THE_SERVER_KNOWS_CONNECTORS =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.cablebridge.http")
          .should()
          .dependOnClassesThat()
          .haveNameMatching("org\\.eclipse\\.jetty\\.server\\.(Server|ServerConnector|Connector)");

  @ArchTest
  static final ArchRule ROOMS_DEPEND_DOWNWARDS_ONLY =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("http")
          .definedBy("io.cablebridge.http")
          .layer("anycable")
          .definedBy("io.cablebridge.http.anycable")
          .layer("session")
          .definedBy("io.cablebridge.http.session")
          .layer("publish")
          .definedBy("io.cablebridge.http.publish")
          .layer("request")
          .definedBy("io.cablebridge.http.request")
          .layer("sse")
          .definedBy("io.cablebridge.http.sse")
          .layer("exchange")
          .definedBy("io.cablebridge.http.exchange")
          .layer("tls")
          .definedBy("io.cablebridge.http.tls")
          .whereLayer("http")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("anycable")
          .mayOnlyAccessLayers("exchange", "request", "session", "sse")
          .whereLayer("session")
          .mayOnlyAccessLayers("exchange", "request", "sse")
          .whereLayer("publish")
          .mayOnlyAccessLayers("exchange", "request")
          .whereLayer("request")
          .mayOnlyAccessLayers("exchange", "tls")
          .whereLayer("sse")
          .mayOnlyAccessLayers("exchange")
          .whereLayer("exchange")
          .mayNotAccessAnyLayer()
          .whereLayer("tls")
          .mayNotAccessAnyLayer();

  @ArchTest
  static final ArchRule CONFIGS_ARE_RECORDS =
      classes().that().haveSimpleNameEndingWith("Config").should().beRecords();
}
