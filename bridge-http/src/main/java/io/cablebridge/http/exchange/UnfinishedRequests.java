package io.cablebridge.http.exchange;

import io.cablebridge.bounded.HeapBudget;
import io.cablebridge.bounded.HeapShare;
import io.cablebridge.metric.Limit;
import io.cablebridge.time.Time;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * The bytes and the time that unfinished requests may take. The heads and bodies of all clients
 * count against one share of the heap; beyond it the bridge refuses what is not complete, so that
 * clients that send half a request cannot take the memory. A request that arrives whole, or is
 * small, is never refused: the number of connections bounds the small ones. One for the process,
 * thread-safe.
 */
@Singleton
public final class UnfinishedRequests {
  /** The server's attribute in which a {@link BodyReader} finds this object. */
  public static final String ATTRIBUTE = UnfinishedRequests.class.getName();

  private static final int SMALL = 2048;
  private static final Duration GRACE = Duration.ofSeconds(10);
  private static final long MIN_BYTES_PER_SECOND = 256;

  private final HeapBudget budget;
  private final Supplier<Duration> bodyTimeout;
  private final RequestCounters counters;
  private final Time time;

  /** What the bodies that come over HTTP/2 keep, until they are late. */
  private final Set<Share> bodies = ConcurrentHashMap.newKeySet();

  public UnfinishedRequests(Supplier<Duration> bodyTimeout, RequestCounters counters, Time time) {
    this(HeapBudget.of(HeapShare.REQUESTS), bodyTimeout, counters, time);
  }

  UnfinishedRequests(
      HeapBudget budget, Supplier<Duration> bodyTimeout, RequestCounters counters, Time time) {
    this.budget = budget;
    this.bodyTimeout = bodyTimeout;
    this.counters = counters;
    this.time = time;
  }

  static UnfinishedRequests of(Request request) {
    Object found = request.getContext().getAttribute(ATTRIBUTE);
    return (UnfinishedRequests) Objects.requireNonNull(found);
  }

  /**
   * What one request keeps. Its owner sets the bytes as they grow, and releases them once, on any
   * thread.
   */
  public final class Share {
    private static final long RELEASED = -1;
    private final AtomicLong bytes = new AtomicLong();

    /** The request, for a body that comes over HTTP/2. */
    private final @Nullable Request request;

    private volatile long received;

    private Share(@Nullable Request request) {
      this.request = request;
    }

    /** Sets how much of the body has come. */
    void received(long newReceived) {
      received = newReceived;
    }

    /** Replaces the number of bytes; without an effect after the release. */
    public void set(long newBytes) {
      long old = bytes.getAndUpdate(now -> now == RELEASED ? RELEASED : newBytes);
      if (old != RELEASED && old != newBytes) {
        budget.add(newBytes - old);
      }
    }

    public void release() {
      bodies.remove(this);
      long old = bytes.getAndSet(RELEASED);
      if (old > 0) {
        budget.add(-old);
      }
    }
  }

  public Share newShare() {
    return new Share(null);
  }

  /** What is kept of a request's body. Over HTTP/2 the body is watched until the release. */
  Share newShare(Request request) {
    boolean shared = request.getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_2;
    Share share = new Share(shared ? request : null);
    if (shared) {
      bodies.add(share);
    }
    return share;
  }

  /**
   * The requests over HTTP/2 whose bodies come too slowly, each once; counts them. Over HTTP/1.1
   * the connection carries one request, and its deadline is that of the connection.
   */
  public List<Request> takeLate() {
    List<Request> late = new ArrayList<>(0);
    bodies.removeIf(
        body -> {
          Request request = body.request;
          boolean tooSlow = request != null && isTooSlow(request.getBeginNanoTime(), body.received);
          if (tooSlow) {
            late.add(request);
          }
          return tooSlow;
        });
    return late;
  }

  /**
   * Whether a request that is not complete must be refused now; counts the refusal.
   *
   * @param bytes what is kept of it so far
   */
  public boolean refuses(long bytes) {
    boolean refused = bytes > SMALL && budget.isExceeded();
    if (refused) {
      budget.countDropped();
    }
    return refused;
  }

  /**
   * Whether a request with a body has taken too long, or came too slowly; counts it.
   *
   * @param beginNanos when its first byte came
   * @param bytes received since then
   */
  public boolean isTooSlow(long beginNanos, long bytes) {
    long nanos = time.nanos() - beginNanos;
    boolean late = nanos > bodyTimeout.get().toNanos();
    boolean slow =
        nanos > GRACE.toNanos()
            && bytes < Duration.ofNanos(nanos).toSeconds() * MIN_BYTES_PER_SECOND;
    if (late || slow) {
      countTooSlow();
    }
    return late || slow;
  }

  /** Counts a request that ended because its client was too slow. */
  public void countTooSlow() {
    counters.count(ClientFault.TOO_SLOW);
  }

  /** The budget as the console lists it. */
  public Limit asLimit() {
    return new Limit(
        HeapShare.REQUESTS.key(),
        "Bytes of the unfinished requests of all clients"
            + HeapShare.REQUESTS.ofHeap()
            + "; more are refused.",
        budget::limit,
        budget::held,
        budget::dropped,
        "bytes");
  }
}
