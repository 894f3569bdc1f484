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
            .map(line -> line.split(":", 2))
            .filter(field -> field.length == 2)
            .collect(Collectors.toMap(field -> field[0], field -> field[1].trim(), (a, b) -> a));
    String micros = fields.get("server_time_usec");
    long now = micros == null ? nowSeconds : Long.parseLong(micros) / 1_000_000;
    String uptime = fields.get("uptime_in_seconds");
    long started = uptime == null ? 0 : now - Long.parseLong(uptime);
    return new RedisServerId(fields.getOrDefault("run_id", ""), started);
  }
}
