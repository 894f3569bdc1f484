package io.cablebridge;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signals of the operating system. The JDK has no public way to hear them; {@code sun.misc.Signal}
 * of the module {@code jdk.unsupported} is the one that stays until there is, and is called by
 * reflection because the compiler warns of it and cannot be told not to. Each runs on a thread of
 * its own. SIGUSR2 is not to be used: the JVM suspends threads by it.
 */
final class Signals {
  private static final Logger log = LoggerFactory.getLogger(Signals.class);

  /** What ends a process by default, the JVM leaves ignored where it was. */
  private static final Set<String> STAY_IGNORED = Set.of("HUP", "INT", "TERM");

  private Signals() {}

  /**
   * Calls {@code action} for every such signal.
   *
   * @param name without SIG, such as HUP
   */
  static void on(String name, Runnable action) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object calling =
          Proxy.newProxyInstance(
              Signals.class.getClassLoader(),
              new Class<?>[] {handler},
              (proxy, method, arguments) -> called(method, action));
      Object before =
          signal
              .getMethod("handle", signal, handler)
              .invoke(null, signal.getConstructor(String.class).newInstance(name), calling);
      if (STAY_IGNORED.contains(name) && handler.getField("SIG_IGN").get(null).equals(before)) {
        log.warn(
            "SIG{} was ignored when the process began, as under nohup, and stays so: it does nothing",
            name);
      }
    } catch (ReflectiveOperationException e) {
      log.warn("The signal {} cannot be heard here: {}", name, e.toString());
    }
  }

  private static Object called(Method method, Runnable action) {
    return switch (method.getName()) {
      case "handle" -> {
        action.run();
        yield Void.TYPE;
      }
      case "hashCode" -> action.hashCode();
      case "equals" -> false; // only asked by who looks for it in a collection, and nobody does
      default -> "signal handler";
    };
  }
}
