package io.cablebridge;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The dependencies inside this module, and on libraries. */
@AnalyzeClasses(
    packages = "io.cablebridge",
    importOptions = {ImportOption.DoNotIncludeTests.class, ImportOption.DoNotIncludeJars.class})
final class CoreArchitectureTest {

  @ArchTest
  static final ArchRule PROTOCOL_DEPENDS_ON_NO_ROOM =
      dependsOnlyOn("protocol", "java..", "com.fasterxml.jackson.core..");

  @ArchTest
  static final ArchRule SECRET_DEPENDS_ON_NO_ROOM =
      dependsOnlyOn("secret", "java..", "javax.crypto..");

  @ArchTest static final ArchRule ADDRESS_DEPENDS_ON_NO_ROOM = dependsOnlyOn("address", "java..");

  @ArchTest
  static final ArchRule SETTING_KNOWS_ADDRESSES_AND_SECRETS =
      dependsOnlyOn("setting", "java..", "io.cablebridge.address", "io.cablebridge.secret");

  @ArchTest
  static final ArchRule TIME_DEPENDS_ON_NO_ROOM = dependsOnlyOn("time", "java..", "org.slf4j..");

  @ArchTest
  static final ArchRule SESSION_KNOWS_ITS_ROOMS =
      roomDependsOnlyOn(
          "session",
          "java..",
          "org.slf4j..",
          "io.cablebridge.bounded",
          "io.cablebridge.metric",
          "io.cablebridge.protocol",
          "io.cablebridge.session.command",
          "io.cablebridge.session.delivery",
          "io.cablebridge.session.diagnostics",
          "io.cablebridge.time");

  @ArchTest
  static final ArchRule COMMANDS_KNOW_DELIVERY_AND_STREAM_NAMES =
      dependsOnlyOn(
          "session.command",
          "java..",
          "io.cablebridge.metric",
          "io.cablebridge.protocol",
          "io.cablebridge.session.delivery",
          "io.cablebridge.session.diagnostics",
          "io.cablebridge.stream.name",
          "io.cablebridge.time");

  @ArchTest
  static final ArchRule DELIVERY_KNOWS_DIAGNOSTICS =
      dependsOnlyOn(
          "session.delivery",
          "java..",
          "io.cablebridge.bounded",
          "io.cablebridge.metric",
          "io.cablebridge.protocol",
          "io.cablebridge.session.diagnostics",
          "io.cablebridge.time");

  @ArchTest
  static final ArchRule DIAGNOSTICS_KNOW_PROTOCOL =
      dependsOnlyOn("session.diagnostics", "java..", "io.cablebridge.protocol");

  @ArchTest
  static final ArchRule UPSTREAMS_DO_NOT_SEE_THE_SESSION =
      noClasses()
          .that()
          .resideInAPackage("io.cablebridge.upstream..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.cablebridge.session");

  @ArchTest
  static final ArchRule BOUNDED_KNOWS_TIME =
      dependsOnlyOn("bounded", "java..", "io.cablebridge.time");

  @ArchTest static final ArchRule METRIC_KNOWS_NOTHING = dependsOnlyOn("metric", "java..");

  @ArchTest
  static final ArchRule STREAMS_KNOW_PROTOCOL =
      roomDependsOnlyOn("stream", "java..", "io.cablebridge.metric", "io.cablebridge.protocol");

  @ArchTest
  static final ArchRule STREAM_NAMES_KNOW_PROTOCOL_AND_SECRETS =
      dependsOnlyOn(
          "stream.name",
          "java..",
          "javax.crypto..",
          "com.fasterxml.jackson.core..",
          "io.cablebridge.protocol",
          "io.cablebridge.secret");

  @ArchTest
  static final ArchRule FAN_OUT_KNOWS_STREAMS =
      dependsOnlyOn("stream.fanout", "java..", "org.slf4j..", "io.cablebridge.stream");

  @ArchTest
  static final ArchRule CATCH_UP_KNOWS_STREAMS_AND_THEIR_SUBSCRIBERS =
      dependsOnlyOn(
          "stream.catchup",
          "java..",
          "org.slf4j..",
          "io.cablebridge.bounded",
          "io.cablebridge.protocol",
          "io.cablebridge.stream",
          "io.cablebridge.stream.fanout");

  @ArchTest
  static final ArchRule LOCAL_STREAMS_KNOW_CATCH_UP_AND_TIME =
      dependsOnlyOn(
          "stream.local",
          "java..",
          "io.cablebridge.metric",
          "org.slf4j..",
          "io.cablebridge.bounded",
          "io.cablebridge.protocol",
          "io.cablebridge.stream",
          "io.cablebridge.stream.fanout",
          "io.cablebridge.stream.catchup",
          "io.cablebridge.time");

  @ArchTest
  static final ArchRule STREAMS_IN_REDIS_KNOW_STREAMS_AND_LETTUCE =
      dependsOnlyOn(
          "stream.redis",
          "java..",
          "io.cablebridge.address",
          "io.cablebridge.metric",
          "org.slf4j..",
          "com.fasterxml.jackson..",
          "io.lettuce.core..",
          "io.netty.util.concurrent..",
          "io.cablebridge.protocol..",
          "io.cablebridge.stream",
          "io.cablebridge.stream.catchup",
          "io.cablebridge.stream.local",
          "io.cablebridge.bounded",
          "io.cablebridge.time..");

  @ArchTest
  static final ArchRule ONLY_THE_ENGINE_KNOWS_REDIS =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.cablebridge.stream.redis..", "io.cablebridge.engine..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.cablebridge.stream.redis..", "io.lettuce..", "io.netty..", "reactor..");

  @ArchTest
  static final ArchRule THE_STREAM_UPSTREAM_KNOWS_SESSION_AND_STREAM =
      dependsOnlyOn(
          "upstream.stream",
          "java..",
          "io.cablebridge.protocol..",
          "io.cablebridge.session..",
          "io.cablebridge.stream",
          "io.cablebridge.stream.name");

  @ArchTest
  static final ArchRule NO_UPSTREAM_KNOWS_THE_FACTORY =
      noClasses()
          .that()
          .resideInAnyPackage(
              "io.cablebridge.upstream.cable..",
              "io.cablebridge.upstream.stream..",
              "io.cablebridge.session..",
              "io.cablebridge.stream..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.cablebridge.upstream");

  @ArchTest
  static final ArchRule THE_CABLE_KNOWS_THE_SESSION_AND_ITS_WEBSOCKET_CLIENT =
      dependsOnlyOn(
          "upstream.cable",
          "java..",
          "io.cablebridge.address",
          "org.slf4j..",
          "org.eclipse.jetty.client..",
          "org.eclipse.jetty.http..",
          "org.eclipse.jetty.io..",
          "org.eclipse.jetty.util..",
          "org.eclipse.jetty.websocket.core..",
          "io.cablebridge.bounded",
          "io.cablebridge.metric..",
          "io.cablebridge.protocol..",
          "io.cablebridge.session..",
          "io.cablebridge.time..");

  @ArchTest
  static final ArchRule HEALTH_KNOWS_THE_PARTS_IT_ASKS =
      dependsOnlyOn(
          "health",
          "java..",
          "com.sun.management..",
          "org.slf4j..",
          "io.cablebridge.bounded..",
          "io.cablebridge.metric..",
          "io.cablebridge.session..",
          "io.cablebridge.stream..",
          "io.cablebridge.upstream.cable..",
          "io.cablebridge.time..");

  @ArchTest
  static final ArchRule NO_ROOM_DEPENDS_ON_MONITORING =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.cablebridge.monitoring..", "io.cablebridge.engine..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.cablebridge.monitoring..");

  @ArchTest
  static final ArchRule NO_ROOM_DEPENDS_ON_THE_ENGINE =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.cablebridge.engine..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.cablebridge.engine..");

  /** The same for one package without those below it. */
  private static ArchRule roomDependsOnlyOn(String name, String... others) {
    return packageKnowsOnly("io.cablebridge." + name, others);
  }

  private static ArchRule dependsOnlyOn(String name, String... others) {
    return packageKnowsOnly("io.cablebridge." + name + "..", others);
  }

  private static ArchRule packageKnowsOnly(String itself, String... others) {
    return classes()
        .that()
        .resideInAPackage(itself)
        .should()
        .onlyDependOnClassesThat(
            DescribedPredicate.or(
                JavaClass.Predicates.resideInAPackage(itself),
                JavaClass.Predicates.resideInAPackage("org.jspecify.."),
                JavaClass.Predicates.resideInAPackage("com.google.errorprone.annotations.."),
                JavaClass.Predicates.resideInAPackage("io.cablebridge.setting"),
                JavaClass.Predicates.resideInAnyPackage(others)));
  }
}
