package io.cablebridge.e2e.rig;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.IntFunction;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Starts the servers of a test class and ends them after the class, in reverse order. Prints the
 * tails of the servers' logs after a failed test. Registered as a static field.
 */
public final class TestBed implements AfterTestExecutionCallback, AfterAllCallback {

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final Map<String, IntFunction<String>> logs = new LinkedHashMap<>();

  /** Starts Rails with environment variables, as name and value. */
  public RailsServer rails(String... options) {
    Map<String, String> environment = new LinkedHashMap<>();
    for (int i = 0; i < options.length; i += 2) {
      environment.put(options[i], options[i + 1]);
    }
    RailsServer rails = add(new RailsServer(environment));
    logs.put("rails " + rails.cable(), rails::tail);
    return rails;
  }

  public RedisServer redis() {
    return add(new RedisServer());
  }

  /** Starts a bridge in front of that Rails, with settings {@code key=value}. */
  public BridgeProcess bridge(RailsServer rails, String... settings) {
    return add(new BridgeProcess(rails.cable(), List.of(settings)));
  }

  /** Registers a resource to be closed after the class. */
  public <T extends AutoCloseable> T add(T part) {
    parts.push(part);
    if (part instanceof BridgeProcess bridge) {
      logs.put("bridge " + bridge.origin(), bridge::tail);
    }
    return part;
  }

  /** Returns an unused events id. */
  public static String freshId() {
    return "e2e-" + UUID.randomUUID();
  }

  @Override
  public void afterTestExecution(ExtensionContext context) {
    if (context.getExecutionException().isPresent()) {
      System.err.println("The servers' logs after the failure of " + context.getDisplayName());
      logs.forEach((name, tail) -> System.err.println("--- " + name + "\n" + tail.apply(30)));
    }
  }

  @Override
  public void afterAll(ExtensionContext context) throws Exception {
    while (!parts.isEmpty()) {
      parts.pop().close();
    }
  }
}
