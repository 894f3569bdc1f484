package io.cablebridge.stream.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.cablebridge.protocol.StreamPosition;
import io.cablebridge.stream.Epochs;
import io.cablebridge.stream.Publication;
import io.cablebridge.stream.StreamConfig;
import io.cablebridge.stream.StreamMessage;
import io.lettuce.core.ScriptOutputType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * The numbering and the past of streams in Redis, the same for every bridge. A stream has a hash
 * ({@code epoch}, {@code offset} and what else its scripts need) and a Redis Stream whose ids are
 * {@code <offset>-0}. Thread-safe. Owned by {@link RedisBroker}.
 */
final class RedisHistory {
  /** A numbering outlives what it has numbered, so that who lacks nothing is not refused. */
  private static final int LIVES = 10;

  /** Pasts that are read at once. */
  private static final int MOST_READS = 256;

  private static final Duration SHORTEST_LIFE = Duration.ofMinutes(10);

  private final LuaScript publish = new LuaScript("publish.lua", ScriptOutputType.INTEGER);
  private final LuaScript read = new LuaScript("read.lua", ScriptOutputType.MULTI);
  private final LuaScript mark = new LuaScript("mark.lua", ScriptOutputType.INTEGER);
  private final AsyncSemaphore reads = new AsyncSemaphore(MOST_READS);
  private final RedisConnections link;
  private final RedisNames names;
  private final StreamConfig config;
  private final long lifeMillis;

  RedisHistory(RedisConnections link, RedisNames names, StreamConfig config) {
    this.link = link;
    this.names = names;
    this.config = config;
    this.lifeMillis = Math.max(config.ttl().toMillis() * LIVES, SHORTEST_LIFE.toMillis());
  }

  /** Numbers it, keeps it, and tells every bridge: all of it or nothing. */
  CompletionStage<Long> publish(Publication publication) {
    return publish.run(
        link,
        keys(publication.stream()),
        bytes(names.publications()),
        Envelope.fields(publication),
        bytes(link.run().id()),
        bytes(Epochs.mint()),
        bytes(config.limit()),
        bytes(config.bytes()),
        bytes(config.ttl().toMillis()),
        bytes(lifeMillis));
  }

  /** What there is of a stream, whose numbering begins with this at the latest. */
  CompletionStage<RemoteHistory> read(String stream) {
    return reads
        .take(() -> ask(stream))
        .thenApply(answer -> past(answer, link.run().startedSeconds()));
  }

  private CompletionStage<List<Object>> ask(String stream) {
    return read.run(
        link,
        keys(stream),
        bytes(link.run().id()),
        bytes(Math.max(1, config.limit())),
        bytes(config.ttl().toMillis()),
        bytes(Epochs.mint()));
  }

  /** Remembers that Rails itself has broadcast on a stream. */
  CompletionStage<Long> mark(String stream) {
    return mark.run(link, new String[] {names.numbering(stream)}, bytes(lifeMillis));
  }

  private String[] keys(String stream) {
    return new String[] {names.numbering(stream), names.history(stream)};
  }

  private static RemoteHistory past(List<Object> answer, long startedSeconds) {
    String epoch = text(answer.get(0));
    StreamPosition newest = new StreamPosition(number(answer.get(1)), epoch);
    List<StreamMessage> entries = new ArrayList<>();
    for (Object entry : (List<?>) answer.get(4)) {
      List<?> fields = (List<?>) entry;
      StreamPosition position = new StreamPosition(number(fields.get(0)), epoch);
      StreamMessage message =
          Envelope.entry(position, number(fields.get(1)), (byte[]) fields.get(2));
      if (message != null) {
        entries.add(message);
      }
    }
    Collections.reverse(entries);
    long lackingUpTo = Math.max(number(answer.get(2)), startedSeconds);
    return new RemoteHistory(newest, lackingUpTo, answer.get(3).equals(1L), entries);
  }

  private static String text(Object answer) {
    return new String((byte[]) answer, UTF_8);
  }

  private static long number(Object answer) {
    return Long.parseLong(text(answer));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private static byte[] bytes(long number) {
    return Long.toString(number).getBytes(US_ASCII);
  }
}
