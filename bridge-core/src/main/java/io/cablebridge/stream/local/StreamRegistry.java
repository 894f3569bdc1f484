package io.cablebridge.stream.local;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.cablebridge.bounded.HeapBudget;
import io.cablebridge.stream.StreamSnapshot;
import io.cablebridge.stream.catchup.StreamHistory;
import io.cablebridge.time.Time;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The streams of one broker by name. A stream is created when it is first used, and evicted when
 * its {@link EvictionPolicy} admits it. One sweep a second does all that is due: it expires
 * messages, evicts streams, and halves the oldest histories when the budget runs short; no stream
 * has a timer. Created by its broker; thread-safe.
 *
 * @param <T> what the broker keeps for each stream
 */
public final class StreamRegistry<T extends RegisteredStream> {
  private static final Duration SWEEP_INTERVAL = Duration.ofSeconds(1);

  /** Streams that one sweep gives a task to; the others follow in the next sweeps. */
  private static final int MAX_SWEPT = 2_000;

  /**
   * When a stream that has no subscribers is evicted.
   *
   * @param idleTime how long the stream is kept
   * @param waitsForHistory whether the time also counts from its last message, and the stream is
   *     kept for as long as its history holds messages
   * @param maxIdle streams without subscribers kept at once; beyond it the least recently used are
   *     evicted early
   */
  public record EvictionPolicy(Duration idleTime, boolean waitsForHistory, int maxIdle) {
    private static final int MAX_IDLE_STREAMS = 10_000;

    /** Keeps a stream as long as its messages; publishers may use any number of names. */
    public static EvictionPolicy afterHistory(Duration ttl) {
      return new EvictionPolicy(ttl, true, MAX_IDLE_STREAMS);
    }

    /** Keeps a stream for a while after its last subscriber, for subscribers that reconnect. */
    public static EvictionPolicy linger(Duration linger) {
      return new EvictionPolicy(linger, false, Integer.MAX_VALUE);
    }

    /** Whether a stream with this status can be evicted now, {@code Time.nanos}. */
    boolean admits(LocalStream.Status status, long now) {
      boolean unused = status.snapshot().readers() == 0;
      boolean empty = status.snapshot().held() == 0;
      long since = waitsForHistory ? status.unusedSince() : status.unreadSince();
      return unused && (empty || !waitsForHistory) && now - since >= idleTime.toNanos();
    }
  }

  private final ConcurrentHashMap<String, Slot<T>> slots = new ConcurrentHashMap<>();
  private final Function<String, T> factory;
  private final Consumer<T> onCreated;
  private final Consumer<T> onEvicted;
  private final EvictionPolicy policy;
  private final HeapBudget budget;
  private final Time time;
  private final AtomicInteger createdSinceSweep = new AtomicInteger();
  private final AtomicBoolean sweeping = new AtomicBoolean();

  /** The newest second, since 1970, of which a message was evicted with its stream. */
  private final AtomicLong gapUntil = new AtomicLong(Long.MIN_VALUE);

  @GuardedBy("this")
  private Time.@Nullable Cancellable sweeps;

  /** Users are about to give the stream a task; it is not evicted meanwhile. */
  private record Slot<T>(T entry, AtomicInteger users) {}

  /**
   * @param factory creates a stream; runs under the lock of its name
   * @param onCreated called for each stream once {@link #find} returns it
   * @param onEvicted called for each evicted stream before another one of its name is created,
   *     under the lock of its name; must not block
   * @param budget the histories of all streams of the process
   */
  public StreamRegistry(
      Function<String, T> factory,
      Consumer<T> onCreated,
      Consumer<T> onEvicted,
      EvictionPolicy policy,
      HeapBudget budget,
      Time time) {
    this.factory = factory;
    this.onCreated = onCreated;
    this.onEvicted = onEvicted;
    this.policy = policy;
    this.budget = budget;
    this.time = time;
  }

  public synchronized void start() {
    sweeps = time.every(SWEEP_INTERVAL, this::sweep);
  }

  public synchronized void stop() {
    if (sweeps != null) {
      sweeps.cancel();
    }
  }

  /** Does something with a stream, which is created if it does not exist. */
  public <R> R use(String name, Function<LocalStream, R> action) {
    boolean[] isNew = new boolean[1];
    Slot<T> slot =
        slots.compute(
            name,
            (key, existing) -> {
              isNew[0] = existing == null;
              Slot<T> used = existing == null ? create(key) : existing;
              used.users().incrementAndGet();
              return used;
            });
    try {
      if (isNew[0]) {
        onCreated.accept(slot.entry());
      }
      return action.apply(slot.entry().stream());
    } finally {
      slot.users().decrementAndGet();
      if (isNew[0] && createdSinceSweep.incrementAndGet() > policy.maxIdle() / 8) {
        sweep();
      }
    }
  }

  public @Nullable T find(String name) {
    Slot<T> slot = slots.get(name);
    return slot == null ? null : slot.entry();
  }

  /** Runs an action if no stream has this name, and none is created until it ends. */
  public void ifAbsent(String name, Runnable action) {
    slots.compute(
        name,
        (key, existing) -> {
          if (existing == null) {
            action.run();
          }
          return existing;
        });
  }

  public Stream<T> all() {
    return slots.values().stream().map(Slot::entry);
  }

  public List<StreamSnapshot> snapshot() {
    return all()
        .map(entry -> entry.stream().status().snapshot())
        .filter(snapshot -> snapshot.readers() > 0)
        .toList();
  }

  private Slot<T> create(String name) {
    T entry = factory.apply(name);
    long gap = gapUntil.get();
    if (gap != Long.MIN_VALUE) {
      entry.stream().recordGapUntil(gap);
    }
    return new Slot<>(entry, new AtomicInteger());
  }

  private void sweep() {
    if (!sweeping.compareAndSet(false, true)) {
      return;
    }
    try {
      createdSinceSweep.set(0);
      long now = time.nanos();
      sweepDue(now);
      evictExcess(now);
      makeRoom(now);
    } finally {
      sweeping.set(false);
    }
  }

  private void sweepDue(long now) {
    all()
        .map(RegisteredStream::stream)
        .filter(stream -> isDue(stream.status(), now))
        .limit(MAX_SWEPT)
        .forEach(stream -> stream.execute(() -> sweep(stream)));
  }

  private boolean isDue(LocalStream.Status status, long now) {
    boolean expires = status.snapshot().held() > 0 && now - status.expiry() >= 0;
    return expires || policy.admits(status, now);
  }

  private void sweep(LocalStream stream) {
    stream.expire();
    evictIf(swept -> policy.admits(swept.currentStatus(), time.nanos()), stream);
  }

  private void evictExcess(long now) {
    if (slots.size() <= policy.maxIdle()) {
      return;
    }
    List<Candidate> unused =
        oldest(now, status -> status.snapshot().readers() == 0, LocalStream.Status::unusedSince);
    unused.stream()
        .limit(Math.max(0, unused.size() - policy.maxIdle()))
        .map(Candidate::stream)
        .forEach(stream -> stream.execute(() -> evictIf(any -> true, stream)));
  }

  /** Call it in a task of the stream, so that nothing about the stream changes meanwhile. */
  private void evictIf(Predicate<LocalStream> condition, LocalStream stream) {
    slots.computeIfPresent(
        stream.name(),
        (name, slot) -> {
          // The order matters: first the users, then the tasks that they have left in the queue.
          boolean evicts =
              slot.entry().stream() == stream
                  && slot.users().get() == 0
                  && stream.isIdle()
                  && condition.test(stream);
          if (evicts) {
            gapUntil.accumulateAndGet(stream.evict(), Math::max);
            onEvicted.accept(slot.entry());
          }
          return evicts ? null : slot;
        });
  }

  /** Halves the oldest histories until an eighth of the budget is free. */
  private void makeRoom(long now) {
    long excess = budget.held() - budget.limit() / 8 * 7;
    if (excess <= 0) {
      return;
    }
    for (Candidate candidate :
        oldest(now, status -> status.snapshot().held() > 0, LocalStream.Status::expiry)) {
      if (excess <= 0) {
        return;
      }
      StreamSnapshot snapshot = candidate.status().snapshot();
      excess -= StreamHistory.cost(snapshot.held(), snapshot.heldBytes()) / 2;
      candidate.stream().halveHistory();
    }
  }

  /** A stream, and its status when it was selected. */
  private record Candidate(LocalStream stream, LocalStream.Status status) {}

  /** The streams that fulfil a condition, by the moment that their status has. */
  private List<Candidate> oldest(
      long now,
      Predicate<LocalStream.Status> condition,
      ToLongFunction<LocalStream.Status> moment) {
    return all()
        .map(entry -> new Candidate(entry.stream(), entry.stream().status()))
        .filter(candidate -> condition.test(candidate.status()))
        .sorted(Comparator.comparingLong(one -> moment.applyAsLong(one.status()) - now))
        .toList();
  }
}
