package io.cablebridge.metric;

import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;

/**
 * One counter for each of a fixed set of keys. Every key exists from the beginning with the count
 * zero, no count falls, and another key is an error. Counting takes no lock and allocates nothing.
 * Thread-safe.
 *
 * @param <K> an enum, or names
 */
public final class Counters<K> {
  private final Map<K, LongAdder> counts;

  private Counters(Map<K, LongAdder> counts, K[] keys) {
    for (K key : keys) {
      counts.put(key, new LongAdder());
    }
    this.counts = Collections.unmodifiableMap(counts);
  }

  public static <E extends Enum<E>> Counters<E> of(Class<E> keys) {
    return new Counters<>(new EnumMap<>(keys), keys.getEnumConstants());
  }

  public static Counters<String> of(String... names) {
    return new Counters<>(new LinkedHashMap<>(), names);
  }

  public void increment(K key) {
    add(key, 1);
  }

  /** Counts one more of this key, or of another one if this key is not in the set. */
  public void increment(K key, K otherwise) {
    add(counts.containsKey(key) ? key : otherwise, 1);
  }

  public void add(K key, long amount) {
    counter(key).add(amount);
  }

  public long get(K key) {
    return counter(key).sum();
  }

  public long total() {
    return counts.values().stream().mapToLong(LongAdder::sum).sum();
  }

  public Set<K> keys() {
    return counts.keySet();
  }

  private LongAdder counter(K key) {
    return Objects.requireNonNull(counts.get(key), "not a key of these counters");
  }
}
