package io.cablebridge.stream.redis;

import java.util.Map;
import java.util.stream.Collectors;

/**
 * One run of one Redis server, from {@code INFO server}. A restarted server may have lost what it
 * held, even with persistence: the last second is never on disk.
 *
 * @param id {@code run_id}; empty if the server does not report it
 * @param startedSeconds when this run started, since 1970, by the server's clock
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
