package io.cablebridge;

import io.cablebridge.config.BridgeConfig;
import io.cablebridge.config.LoadedConfig;
import io.cablebridge.demo.DemoCable;
import io.cablebridge.demo.DemoPages;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code cable-bridge demo}: the bridge with its own Action Cable server and a chat page. */
final class Demo {
  private static final Logger log = LoggerFactory.getLogger(Demo.class);

  private Demo() {}

  static int run(LoadedConfig loaded, ConfigReloader.Source source) {
    DemoCable cable = new DemoCable();
    try {
      cable.start();
    } catch (Exception e) {
      log.error("The demo's Action Cable server cannot start: {}", e.toString());
      return 1;
    }
    BridgeConfig config = connected(loaded, cable).config();
    String host = config.http().host().isEmpty() ? "localhost" : config.http().host();
    String basePath = config.http().basePath();
    log.info(
        "the demo: open {}://{}:{}{}demo/ in two windows",
        config.http().tls().isOn() ? "https" : "http",
        host,
        config.http().port(),
        basePath.endsWith("/") ? basePath : basePath + "/");
    return Bridge.run(
        config,
        List.of(new DemoPages(basePath)),
        new ConfigReloader(connected(loaded, cable), () -> connected(source.read(), cable)));
  }

  /** The configuration with the demo's server in place of Rails. */
  private static LoadedConfig connected(LoadedConfig loaded, DemoCable cable) {
    return loaded.with("upstream.url", cable.cableUri().toString(), "demo");
  }
}
