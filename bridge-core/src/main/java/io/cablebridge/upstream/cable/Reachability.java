package io.cablebridge.upstream.cable;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.cablebridge.address.Authority;
import io.cablebridge.time.Time;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether Rails can be reached, as seen by all upstreams of the process. Rails counts as
 * unreachable from the first failure without an open upstream until its next answer; a refusal is
 * an answer. Without any session that needs Rails, Rails does not count as unreachable. Created by
 * {@link CableClient}; its own monitor guards it, under which it calls nothing.
 */
public final class Reachability {
  private final String url;
  private final Time time;
  private final CableCounters counters;

  /** Upstreams that have a connection or need one. */
  @GuardedBy("this")
  private int upstreams;

  @GuardedBy("this")
  private int open;

  @GuardedBy("this")
  private @Nullable Outage outage;

  private record Outage(long nanos, Instant since) {}

  /** Why the last attempt to connect failed; empty before the first failure. */
  @GuardedBy("this")
  private String lastError = "";

  Reachability(URI url, Time time, CableCounters counters) {
    this.url = withoutSecrets(url);
    this.time = time;
    this.counters = counters;
  }

  /** Since when Rails has been unreachable, if for at least this time; else null. */
  public synchronized @Nullable Instant unreachableForLongerThan(Duration grace) {
    return outage != null && time.nanos() - outage.nanos() >= grace.toNanos()
        ? outage.since()
        : null;
  }

  private static String withoutSecrets(URI url) {
    Authority authority = Authority.required(url);
    String port = authority.port() < 0 ? "" : ":" + authority.port();
    return url.getScheme() + "://" + authority.host() + port + url.getPath();
  }

  /** The URL of Rails, and why the last attempt to connect failed. */
  public synchronized String description() {
    return lastError.isEmpty() ? url : url + ": " + lastError;
  }

  /** An attempt to connect has failed for this reason. */
  synchronized void explain(String error) {
    lastError = error;
  }

  synchronized void begun() {
    upstreams++;
  }

  synchronized void welcomed() {
    counters.connects().increment(ConnectResult.WELCOMED);
    open++;
    outage = null;
  }

  synchronized void refused() {
    counters.connects().increment(ConnectResult.REFUSED);
    outage = null;
  }

  synchronized void lost() {
    open--;
    missed();
  }

  synchronized void failed() {
    counters.connects().increment(ConnectResult.FAILED);
    missed();
  }

  /** The bridge itself could not send a handshake; Rails has no part in that. */
  void notSent() {
    counters.connects().increment(ConnectResult.NOT_SENT);
  }

  @GuardedBy("this")
  private void missed() {
    if (open == 0 && outage == null) {
      outage = new Outage(time.nanos(), time.now());
    }
  }

  /** A session has ended, or needs no connection for a while. */
  synchronized void ended(boolean welcomed) {
    upstreams--;
    if (welcomed) {
      open--;
    }
    if (upstreams == 0) {
      outage = null;
    }
  }
}
