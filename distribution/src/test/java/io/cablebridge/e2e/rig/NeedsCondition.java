package io.cablebridge.e2e.rig;

import static java.util.stream.Collectors.joining;

import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** The JUnit condition behind {@link Needs}. */
final class NeedsCondition implements ExecutionCondition {

  private static final String REQUIRE = "CABLE_BRIDGE_REQUIRE_REAL_PARTS";

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    String missing =
        AnnotationSupport.findAnnotation(context.getElement(), Needs.class).stream()
            .flatMap(needs -> Arrays.stream(needs.value()))
            .map(RealPart::missing)
            .flatMap(Optional::stream)
            .collect(joining(", "));
    if (missing.isEmpty()) {
      return ConditionEvaluationResult.enabled("every real part is installed");
    }
    String reason = missing + " (distribution/scripts/install-test-parts installs it)";
    if (Boolean.parseBoolean(System.getenv(REQUIRE))) {
      throw new IllegalStateException(REQUIRE + " is set, but " + reason);
    }
    // Maven prints only the number of skipped tests; the reasons go to its XML reports.
    System.out.println("Skipped " + name(context) + ": " + reason);
    return ConditionEvaluationResult.disabled(reason);
  }

  private static String name(ExtensionContext context) {
    String type = context.getRequiredTestClass().getSimpleName();
    return context.getTestMethod().map(method -> type + "." + method.getName()).orElse(type);
  }
}
