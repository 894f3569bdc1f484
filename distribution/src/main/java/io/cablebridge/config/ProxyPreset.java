package io.cablebridge.config;

import io.cablebridge.setting.RawValue;
import java.util.List;
import java.util.Locale;

/**
 * The proxies and load balancers in front of the bridge, by how long they allow a connection to be
 * silent; the key {@code http.edge}. Each preset sets the heartbeat to half of that time or less,
 * holds polls for less, and pads streams where the proxy holds back the first bytes. The times: AWS
 * ALB 60 s, NLB 350 s, CloudFront 30 s for an origin, Cloudflare 100 s, nginx 60 s, Envoy 15 s for
 * a route.
 */
public enum ProxyPreset {
  NONE("", "", ""),
  /** AWS Application Load Balancer. */
  ALB("15s", "25s", "0"),
  /** AWS Network Load Balancer. */
  NLB("30s", "50s", "0"),
  CLOUDFLARE("15s", "25s", "2KiB"),
  CLOUDFRONT("10s", "20s", "2KiB"),
  /** nginx, and proxies with the same time-outs. */
  NGINX("15s", "25s", "0"),
  /** Envoy; a poll has 15 s unless its route sets another time-out. */
  ENVOY("20s", "10s", "0");

  private final String heartbeat;
  private final String hold;
  private final String padding;

  ProxyPreset(String heartbeat, String hold, String padding) {
    this.heartbeat = heartbeat;
    this.hold = hold;
    this.padding = padding;
  }

  List<ConfigEntry> entries() {
    return this == NONE
        ? List.of()
        : List.of(
            entry("sse.heartbeat", heartbeat),
            entry("sse.padding", padding),
            entry("poll.timeout", hold),
            entry("poll.max-timeout", hold));
  }

  private ConfigEntry entry(String key, String value) {
    String origin = "preset http.edge=" + name().toLowerCase(Locale.ROOT);
    return new ConfigEntry(key, RawValue.of(value), origin);
  }
}
