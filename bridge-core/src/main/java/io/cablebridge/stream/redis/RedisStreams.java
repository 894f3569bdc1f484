package io.cablebridge.stream.redis;

import io.cablebridge.time.Time;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The streams that this bridge reads, by their names. One is kept for a while after its last
 * reader, so that who reconnects finds it, and what came meanwhile. Thread-safe; who reads a stream
 * is counted under the map's own lock of its name.
 */
final class RedisStreams {
  private final ConcurrentHashMap<String, RedisStream> all = new ConcurrentHashMap<>();
  private final Function<String, RedisStream> maker;
  private final Consumer<String> unsubscribe;
  private final Duration linger;
  private final Time time;

  /**
   * @param linger for how long a stream without readers is kept
   * @param unsubscribe ends the subscription of a channel of Rails; must not block
   */
  RedisStreams(
      Function<String, RedisStream> maker,
      Consumer<String> unsubscribe,
      Duration linger,
      Time time) {
    this.linger = linger;
    this.maker = maker;
    this.unsubscribe = unsubscribe;
    this.time = time;
  }

  @Nullable RedisStream find(String name) {
    return all.get(name);
  }

  Collection<RedisStream> all() {
    return all.values();
  }

  /** Counts a reader in. */
  RedisStream enter(String name, Consumer<RedisStream> born) {
    boolean[] isNew = new boolean[1];
    RedisStream entered =
        change(
            name,
            held -> {
              isNew[0] = held == null;
              RedisStream stream = held == null ? maker.apply(name) : held;
              stream.entered();
              return stream;
            });
    if (entered == null) {
      throw new IllegalStateException("a stream that is entered is there");
    }
    if (isNew[0]) {
      born.accept(entered);
    }
    return entered;
  }

  /** Counts a reader out. */
  void leave(String name) {
    change(
        name,
        held -> {
          if (held != null && held.left()) {
            held.linger(time.after(linger, () -> end(name, held)));
          }
          return held;
        });
  }

  private void end(String name, RedisStream unread) {
    change(
        name,
        held -> {
          if (held != unread || held.isRead()) {
            return held;
          }
          unsubscribe(held.channel());
          held.stream().forgotten();
          return null;
        });
  }

  /** Something came on a channel of a stream that is not read, or is no longer. */
  void unexpected(String name, String channel) {
    change(
        name,
        held -> {
          if (held == null) {
            unsubscribe(channel);
          }
          return held;
        });
  }

  /** Under the lock of the name: else the next one's subscription could overtake it. */
  private void unsubscribe(@Nullable String channel) {
    if (channel != null) {
      unsubscribe.accept(channel);
    }
  }

  private @Nullable RedisStream change(String name, UnaryOperator<@Nullable RedisStream> change) {
    return all.compute(name, (key, held) -> change.apply(held));
  }
}
