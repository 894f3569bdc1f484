package io.cablebridge.stream.redis;

import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/**
 * A Lua script from our resources. It is called by its digest, and given to Redis when Redis does
 * not have it: a Redis that was started again has forgotten it. Immutable.
 */
final class Script {
  private final byte[] source;
  private final String digest;
  private final ScriptOutputType answer;

  Script(String resource, ScriptOutputType answer) {
    this.source = load(resource);
    this.digest = HexFormat.of().formatHex(sha1().digest(source));
    this.answer = answer;
  }

  /** Runs it; the outcome may be unknown when this fails. */
  <T> CompletionStage<T> run(RedisLink link, String[] keys, byte[]... arguments) {
    return link.<T>command(redis -> redis.evalsha(digest, answer, keys, arguments))
        .handle((result, failure) -> result(link, result, failure, keys, arguments))
        .thenCompose(outcome -> outcome);
  }

  private <T> CompletionStage<T> result(
      RedisLink link, T result, Throwable failure, String[] keys, byte[]... arguments) {
    if (failure == null) {
      return CompletableFuture.completedFuture(result);
    }
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof RedisNoScriptException) {
      return link.command(redis -> redis.eval(source, answer, keys, arguments));
    }
    return CompletableFuture.failedFuture(cause);
  }

  private static byte[] load(String resource) {
    try (InputStream in = Script.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(resource + " is missing");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static MessageDigest sha1() {
    try {
      return MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
