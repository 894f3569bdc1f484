package io.cablebridge.admin.metrics;

import io.cablebridge.admin.security.Audit;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;

/** What the console has counted of itself. */
final class LoginMetrics {
  private LoginMetrics() {}

  static void bind(Audit audit, MeterRegistry registry) {
    counters("logins", "Logins to the console.", "result", audit.logins(), registry);
    counters("actions", "Actions taken in the console.", "action", audit.actions(), registry);
  }

  private static void counters(
      String name,
      String help,
      String label,
      Map<String, ? extends Number> counts,
      MeterRegistry registry) {
    counts.forEach(
        (value, count) ->
            FunctionCounter.builder("cablebridge.admin." + name, count, Number::doubleValue)
                .description(help)
                .tags(label, value)
                .register(registry));
  }
}
