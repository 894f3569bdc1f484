package io.cablebridge;

import java.lang.reflect.Proxy;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signals of the operating system. The JDK has no public API for them. {@code sun.misc.Signal} of
 * the module {@code jdk.unsupported} stays until there is one; it is called by reflection, because
 * the compiler's warning about it cannot be turned off. The JVM runs each handler on a new thread.
 * SIGUSR2 cannot be used: the JVM suspends threads with it.
 */
final class Signals {
  private static final Logger log = LoggerFactory.getLogger(Signals.class);

  /** The JVM keeps these signals ignored if the process starts with them ignored. */
  private static final Set<String> STAY_IGNORED = Set.of("HUP", "INT", "TERM");

  private Signals() {}

  /** Calls {@code action} for every signal of this name, without SIG. */
  static void on(String name, Runnable action) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object calling =
          Proxy.newProxyInstance(
              Signals.class.getClassLoader(),
              new Class<?>[] {handler},
              (proxy, method, arguments) -> {
                action.run(); // handle(Signal), the only method that the JVM calls
                return null;
              });
      Object before =
          signal
              .getMethod("handle", signal, handler)
              .invoke(null, signal.getConstructor(String.class).newInstance(name), calling);
      if (STAY_IGNORED.contains(name) && handler.getField("SIG_IGN").get(null).equals(before)) {
        log.warn(
            "SIG{} is ignored (started under nohup?), so it has no effect on this process", name);
      }
    } catch (ReflectiveOperationException e) {
      log.warn("SIG{} cannot be handled on this JVM: {}", name, e.toString());
    }
  }
}
