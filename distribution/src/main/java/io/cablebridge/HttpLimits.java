package io.cablebridge;

import io.cablebridge.config.BridgeConfig;
import io.cablebridge.metric.Limit;
import io.cablebridge.session.SessionCounters;
import io.cablebridge.session.delivery.DeliveryCount;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * The limits of the public server, as the console lists them.
 *
 * @param config the current configuration, which a reload may replace
 * @param beyondLimits requests beyond a limit, by the key of its setting
 */
record HttpLimits(
    Supplier<BridgeConfig> config,
    Map<String, ? extends Number> beyondLimits,
    SessionCounters counters) {

  List<Limit> list() {
    return List.of(
        ofRequests(
            "http.max-body",
            "Bytes of a request; longer ones are refused.",
            now -> now.http().maxBody(),
            "bytes"),
        ofRequests(
            "http.max-commands",
            "Commands in one POST; more are refused.",
            now -> now.http().maxCommands(),
            ""),
        ofRequests(
            "publish.max-body",
            "Bytes of a publication; longer ones are refused.",
            now -> now.publish().maxBody(),
            "bytes"),
        new Limit(
            "sse.write-timeout",
            "Seconds after which the stream of a client that reads nothing ends.",
            () -> config.get().sse().writeTimeout().toSeconds(),
            Limit.OF_EACH,
            () -> counters.delivery().counts().get(DeliveryCount.SLOW_CLIENTS),
            "seconds"));
  }

  private Limit ofRequests(
      String key, String meaning, ToLongFunction<BridgeConfig> limit, String unit) {
    Number hits = Objects.requireNonNull(beyondLimits.get(key));
    return new Limit(
        key, meaning, () -> limit.applyAsLong(config.get()), Limit.OF_EACH, hits::longValue, unit);
  }
}
