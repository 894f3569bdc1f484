package io.cablebridge.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.cablebridge.bench.probe.BridgeUnderTest;
import io.cablebridge.bench.probe.Waiting;
import io.cablebridge.e2e.rig.FreePort;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A {@code redis-server} and one connection that publishes as Rails does, with {@code PUBLISH} on
 * the stream's channel. Implements only the needed part of Redis' protocol.
 */
final class RedisPublisher implements StreamPublisher {
  private final int port = FreePort.find();
  private final Path log = Files.createTempFile("cable-bridge-bench", ".redis");
  private final Process process;
  private final Socket socket;
  private final BufferedReader answers;

  RedisPublisher() throws IOException {
    process =
        new ProcessBuilder(
                "redis-server",
                "--bind",
                "127.0.0.1",
                "--port",
                Integer.toString(port),
                "--save",
                "",
                "--appendonly",
                "no")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      Waiting.until(Duration.ofSeconds(10), "Redis listens", () -> "see " + log, this::listens);
      socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setTcpNoDelay(true);
      answers = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
    } catch (IOException | RuntimeException e) {
      process.destroyForcibly();
      throw e;
    }
  }

  @Override
  public List<String> settings() {
    return List.of("streams.broker=redis", "streams.redis.url=redis://127.0.0.1:" + port);
  }

  @Override
  public void publish(BridgeUnderTest bridge, String stream, String json) throws IOException {
    command("PUBLISH", stream, json);
    number(answers.readLine());
  }

  /** The number of the bridge's subscriptions to the stream's channel. */
  long subscriptions(String stream) throws IOException {
    command("PUBSUB", "NUMSUB", stream);
    for (int i = 0; i < 3; i++) {
      answers.readLine(); // the array header, and the channel's length and name
    }
    return number(answers.readLine());
  }

  private void command(String... words) throws IOException {
    StringBuilder text = new StringBuilder("*" + words.length + "\r\n");
    for (String word : words) {
      text.append('$').append(word.length()).append("\r\n").append(word).append("\r\n");
    }
    OutputStream out = socket.getOutputStream();
    out.write(text.toString().getBytes(US_ASCII));
    out.flush();
  }

  private static long number(String answer) throws IOException {
    if (answer == null || !answer.startsWith(":")) {
      throw new IOException("Redis answered " + answer);
    }
    return Long.parseLong(answer.substring(1));
  }

  private boolean listens() {
    if (!process.isAlive()) {
      throw new IllegalStateException("redis-server ended at once; see " + log);
    }
    try (Socket there = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return there.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      socket.close();
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      Files.deleteIfExists(log);
    } catch (IOException e) {
      System.err.println("Left behind: " + log + " (" + e + ")");
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
