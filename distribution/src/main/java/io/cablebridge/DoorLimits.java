package io.cablebridge;

import io.cablebridge.config.BridgeConfig;
import io.cablebridge.metric.Limit;
import io.cablebridge.session.SessionCounters;
import io.cablebridge.session.delivery.DeliveryCount;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** The limits of the public door, as the console lists them. */
final class DoorLimits {

  private DoorLimits() {}

  /**
   * @param config asked each time, as it may be read again
   * @param beyond requests that went beyond a setting, by its key
   */
  static List<Limit> of(
      Supplier<BridgeConfig> config,
      Map<String, ? extends Number> beyond,
      SessionCounters counters) {
    return List.of(
        new Limit(
            "http.max-body",
            "Bytes of a request; longer ones are refused.",
            () -> config.get().http().maxBody(),
            Limit.OF_EACH,
            hits(beyond, "http.max-body"),
            "bytes"),
        new Limit(
            "http.max-commands",
            "Requests in one POST; more are refused.",
            () -> config.get().http().maxCommands(),
            Limit.OF_EACH,
            hits(beyond, "http.max-commands"),
            ""),
        new Limit(
            "publish.max-body",
            "Bytes of a publication; longer ones are refused.",
            () -> config.get().publish().maxBody(),
            Limit.OF_EACH,
            hits(beyond, "publish.max-body"),
            "bytes"),
        new Limit(
            "sse.write-timeout",
            "Seconds that a client may take nothing before it is given up.",
            () -> config.get().sse().writeTimeout().toSeconds(),
            Limit.OF_EACH,
            () -> counters.delivery().counts().get(DeliveryCount.SLOW_CLIENTS),
            "seconds"));
  }

  private static LongSupplier hits(Map<String, ? extends Number> beyond, String key) {
    return Objects.requireNonNull(beyond.get(key))::longValue;
  }
}
