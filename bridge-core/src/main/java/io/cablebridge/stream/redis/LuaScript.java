package io.cablebridge.stream.redis;

import io.lettuce.core.ScriptOutputType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletionStage;

/**
 * A Lua script from our resources. It is sent whole each time: Redis knows it by its digest as
 * well, but forgets it with a restart, and what is then sent a second time comes behind what was
 * sent after it. Immutable.
 */
final class LuaScript {
  private final byte[] source;
  private final ScriptOutputType answer;

  LuaScript(String resource, ScriptOutputType answer) {
    this.source = load(resource);
    this.answer = answer;
  }

  /** Runs it; the outcome may be unknown when this fails. */
  <T> CompletionStage<T> run(RedisConnections link, String[] keys, byte[]... arguments) {
    return link.command(redis -> redis.eval(source, answer, keys, arguments));
  }

  private static byte[] load(String resource) {
    try (InputStream in = LuaScript.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(resource + " is missing");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
