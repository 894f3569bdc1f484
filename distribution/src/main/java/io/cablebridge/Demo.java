package io.cablebridge;

import io.cablebridge.config.BridgeConfig;
import io.cablebridge.demo.DemoCable;
import io.cablebridge.demo.DemoPages;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code cable-bridge demo}: the bridge with an Action Cable server of its own and a chat page. */
final class Demo {
  private static final Logger log = LoggerFactory.getLogger(Demo.class);

  private Demo() {}

  /** Runs until a signal ends the process; returns the exit code of a failed start. */
  static int run(BridgeConfig config, Reload reload) {
    DemoCable cable = new DemoCable();
    try {
      cable.start();
    } catch (Exception e) {
      log.error("The demo's Action Cable server cannot start: {}", e.toString());
      return 1;
    }
    String host = config.http().host().isEmpty() ? "localhost" : config.http().host();
    String basePath = config.http().basePath();
    log.info(
        "the demo: open {}://{}:{}{}demo/ in two windows",
        config.http().tls().isOn() ? "https" : "http",
        host,
        config.http().port(),
        basePath.endsWith("/") ? basePath : basePath + "/");
    return Bridge.run(
        config.withUpstreamUrl(cable.cableUri()),
        List.of(new DemoPages().handler(basePath)),
        reload);
  }
}
