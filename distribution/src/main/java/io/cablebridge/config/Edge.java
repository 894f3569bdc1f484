package io.cablebridge.config;

import java.util.List;
import java.util.Locale;

/**
 * What stands between the bridge and its clients, and so how long a connection may be silent; the
 * key {@code http.edge}. Each sets the heartbeat to half of that or less, holds polls for less, and
 * pads streams where the edge holds back the first bytes. AWS gives 60 s for its ALB, 350 s for its
 * NLB, and 30 s for CloudFront's origins; Cloudflare 100 s; nginx 60 s; Envoy 15 s for a route.
 */
enum Edge {
  NONE("", "", ""),
  ALB("15s", "25s", "0"),
  NLB("30s", "50s", "0"),
  CLOUDFLARE("15s", "25s", "2KiB"),
  CLOUDFRONT("10s", "20s", "2KiB"),
  NGINX("15s", "25s", "0"),
  /** Unless its route's time-out is lifted, 15 s are all that a poll has. */
  ENVOY("20s", "10s", "0");

  private final String heartbeat;
  private final String hold;
  private final String padding;

  Edge(String heartbeat, String hold, String padding) {
    this.heartbeat = heartbeat;
    this.hold = hold;
    this.padding = padding;
  }

  /** What is set where nobody set it. */
  List<Entry> settings() {
    return this == NONE
        ? List.of()
        : List.of(
            entry("sse.heartbeat", heartbeat),
            entry("sse.padding", padding),
            entry("poll.timeout", hold),
            entry("poll.max-timeout", hold));
  }

  private Entry entry(String key, String value) {
    Origin origin = new Origin.Preset("http.edge=" + name().toLowerCase(Locale.ROOT));
    return new Entry(key, new RawValue.Scalar(value), origin);
  }
}
