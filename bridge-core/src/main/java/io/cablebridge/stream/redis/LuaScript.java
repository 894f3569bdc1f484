package io.cablebridge.stream.redis;

import io.lettuce.core.ScriptOutputType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletionStage;

/**
 * A Lua script from the resources. Its whole source is sent each time. Redis could run it by its
 * digest, but loses it at a restart, and a script sent a second time runs after commands that were
 * sent later. Immutable.
 */
final class LuaScript {
  private final byte[] source;
  private final ScriptOutputType output;

  LuaScript(String resource, ScriptOutputType output) {
    this.source = load(resource);
    this.output = output;
  }

  /** Runs the script. When this fails, Redis may have run it all the same. */
  <T> CompletionStage<T> run(RedisConnections connections, String[] keys, byte[]... arguments) {
    return connections.command(redis -> redis.eval(source, output, keys, arguments));
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
