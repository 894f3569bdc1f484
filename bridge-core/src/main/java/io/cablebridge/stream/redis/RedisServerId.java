package io.cablebridge.stream.redis;

import java.util.Map;
import java.util.stream.Collectors;

/**
 * One start of one Redis, as {@code INFO server} tells it. What was there before may be forgotten,
 * even by a Redis that keeps things on disk: the last second is never there.
 *
 * @param id {@code run_id}; empty if Redis does not say
 * @param startedSeconds since 1970, by its own clock
 */
record RedisServerId(String id, long startedSeconds) {
  static final RedisServerId UNKNOWN = new RedisServerId("", 0);

  static RedisServerId of(String info, long nowSeconds) {
    Map<String, String> fields =
        info.lines()
            .filter(line -> line.indexOf(':') > 0)
            .collect(
                Collectors.toMap(
                    line -> line.substring(0, line.indexOf(':')),
                    line -> line.substring(line.indexOf(':') + 1).trim(),
                    (first, second) -> first));
    String micros = fields.get("server_time_usec");
    long now = micros == null ? nowSeconds : Long.parseLong(micros) / 1_000_000;
    String uptime = fields.get("uptime_in_seconds");
    long started = uptime == null ? 0 : now - Long.parseLong(uptime);
    return new RedisServerId(fields.getOrDefault("run_id", ""), started);
  }
}
