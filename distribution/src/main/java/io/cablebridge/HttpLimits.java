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

/** The limits of the public server, as the console lists them. Stateless. */
final class HttpLimits {

  private HttpLimits() {}

  /**
   * @param config the current configuration, which a reload may replace
   * @param beyondLimits requests beyond a limit, by the key of its setting
   */
  static List<Limit> of(
      Supplier<BridgeConfig> config,
      Map<String, ? extends Number> beyondLimits,
      SessionCounters counters) {
    return List.of(
        new Limit(
            "http.max-body",
            "Bytes of a request; longer ones are refused.",
            () -> config.get().http().maxBody(),
            Limit.OF_EACH,
            hits(beyondLimits, "http.max-body"),
            "bytes"),
        new Limit(
            "http.max-commands",
            "Commands in one POST; more are refused.",
            () -> config.get().http().maxCommands(),
            Limit.OF_EACH,
            hits(beyondLimits, "http.max-commands"),
            ""),
        new Limit(
            "publish.max-body",
            "Bytes of a publication; longer ones are refused.",
            () -> config.get().publish().maxBody(),
            Limit.OF_EACH,
            hits(beyondLimits, "publish.max-body"),
            "bytes"),
        new Limit(
            "sse.write-timeout",
            "Seconds after which the stream of a client that reads nothing ends.",
            () -> config.get().sse().writeTimeout().toSeconds(),
            Limit.OF_EACH,
            () -> counters.delivery().counts().get(DeliveryCount.SLOW_CLIENTS),
            "seconds"));
  }

  private static LongSupplier hits(Map<String, ? extends Number> beyondLimits, String key) {
    return Objects.requireNonNull(beyondLimits.get(key))::longValue;
  }
}
