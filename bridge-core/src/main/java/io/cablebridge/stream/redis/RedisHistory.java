package io.cablebridge.stream.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.cablebridge.bounded.AsyncLimiter;
import io.cablebridge.protocol.Ids;
import io.cablebridge.protocol.JsonText;
import io.cablebridge.protocol.StreamPosition;
import io.cablebridge.stream.Publication;
import io.cablebridge.stream.StreamConfig;
import io.cablebridge.stream.StreamMessage;
import io.cablebridge.stream.redis.RedisRefusals.Operation;
import io.cablebridge.time.Time;
import io.lettuce.core.ScriptOutputType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;

/**
 * The offsets and the history of streams in Redis, the same for every bridge. A stream has a hash
 * ({@code epoch}, {@code offset} and what else its scripts need) and a Redis Stream whose ids are
 * {@code <offset>-0}. Created by {@link RedisBroker}; thread-safe.
 */
final class RedisHistory {
  /** An epoch outlives its messages by this factor, so that a caught-up client is not rejected. */
  private static final int EPOCH_LIVES = 10;

  private static final Duration MIN_EPOCH_LIFE = Duration.ofMinutes(10);

  /** Histories read at once; when Redis is back, every stream reads its history. */
  private static final int MAX_READS = 256;

  /** Reaches no reader, as no client can name a stream without a name. */
  private static final Publication TRIAL =
      new Publication("", JsonText.of("null"), null, null, false);

  // The whole source of a script is sent each time. Redis could run it by its digest, but loses it
  // at a restart, and a script sent a second time runs after commands that were sent later.
  private static final byte[] PUBLISH = script("publish.lua");
  private static final byte[] READ = script("read.lua");
  private static final byte[] MARK = script("mark.lua");

  private final AsyncLimiter reads;
  private final RedisConnections connections;
  private final RedisNames names;
  private final StreamConfig config;
  private final RedisRefusals refusals;
  private final Time time;
  private final long bridgeStarted;
  private final long epochLifeMillis;

  RedisHistory(
      RedisConnections connections,
      RedisNames names,
      StreamConfig config,
      RedisRefusals refusals,
      Time time) {
    this.connections = connections;
    this.names = names;
    this.config = config;
    this.refusals = refusals;
    this.time = time;
    this.bridgeStarted = time.seconds();
    this.reads = new AsyncLimiter(0, MAX_READS, time);
    this.epochLifeMillis =
        Math.max(config.ttl().toMillis() * EPOCH_LIVES, MIN_EPOCH_LIFE.toMillis());
  }

  /**
   * Numbers a publication, keeps it, and sends it to every bridge: all of that or nothing. A
   * transient one is only sent.
   */
  CompletionStage<Long> publish(Publication publication) {
    return refusals.watch(
        Operation.PUBLICATION, publication.isTransient() ? send(publication) : keep(publication));
  }

  private CompletionStage<Long> send(Publication publication) {
    byte[] envelope = Envelope.ofTransient(publication, time.seconds());
    return connections.command(redis -> redis.publish(names.publications(), envelope));
  }

  private CompletionStage<Long> keep(Publication publication) {
    return run(
        PUBLISH,
        ScriptOutputType.INTEGER,
        keys(publication.stream()),
        bytes(names.publications()),
        Envelope.fields(publication),
        bytes(connections.serverId().id()),
        bytes(Ids.streamEpoch()),
        bytes(config.limit()),
        bytes(config.bytes()),
        bytes(config.ttl().toMillis()),
        bytes(epochLifeMillis));
  }

  /** Reads the history of a stream; begins its epoch if it has none. */
  CompletionStage<RemoteHistory> read(String stream) {
    return refusals
        .watch(Operation.HISTORY, reads.run(() -> runRead(stream)))
        .thenApply(answer -> history(answer, connections.serverId().startedSeconds()));
  }

  private CompletionStage<List<Object>> runRead(String stream) {
    return run(
        READ,
        ScriptOutputType.MULTI,
        keys(stream),
        bytes(connections.serverId().id()),
        bytes(Math.max(1, config.limit())),
        bytes(config.ttl().toMillis()),
        bytes(Ids.streamEpoch()));
  }

  CompletionStage<Long> mark(String stream) {
    String[] keys = {names.numbering(stream)};
    return refusals.watch(
        Operation.MARK, run(MARK, ScriptOutputType.INTEGER, keys, bytes(epochLifeMillis)));
  }

  /** Tries again what Redis refuses: the problem ends with its cause, without a publisher. */
  void retryRefused() {
    if (refusals.isRefused(Operation.PUBLICATION)) {
      CompletionStage<?> unused = publish(TRIAL);
    }
    if (refusals.isRefused(Operation.HISTORY)) {
      CompletionStage<?> unused = read(TRIAL.stream());
    }
  }

  /** Runs a script. When this fails, Redis may have run it all the same. */
  private <T> CompletionStage<T> run(
      byte[] script, ScriptOutputType output, String[] keys, byte[]... arguments) {
    return connections.command(redis -> redis.eval(script, output, keys, arguments));
  }

  private static byte[] script(String resource) {
    try (InputStream in =
        Objects.requireNonNull(RedisHistory.class.getResourceAsStream(resource), resource)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String[] keys(String stream) {
    return new String[] {names.numbering(stream), names.history(stream)};
  }

  private RemoteHistory history(List<Object> answer, long startedSeconds) {
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
    long removedUntil = number(answer.get(2));
    long gapUntil = Math.max(removedUntil, startedSeconds);
    return new RemoteHistory(
        newest,
        gapUntil,
        startedSeconds > bridgeStarted ? gapUntil : removedUntil,
        bridgeStarted,
        answer.get(3).equals(1L),
        entries);
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
