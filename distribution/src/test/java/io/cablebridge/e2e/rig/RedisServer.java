package io.cablebridge.e2e.rig;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A Redis server of a test on a free loopback port, without persistence. {@link TestBed} ends it.
 */
public final class RedisServer implements AutoCloseable {

  private final int port = FreePort.find();
  private ChildProcess process;

  public RedisServer() {
    process = start();
  }

  private ChildProcess start() {
    String number = Integer.toString(port);
    return ChildProcess.start(
            "redis",
            number,
            Path.of("target"),
            Map.of(),
            List.of(
                "redis-server",
                "--bind",
                "127.0.0.1",
                "--port",
                number,
                "--save",
                "",
                "--appendonly",
                "no"))
        .await(Duration.ofSeconds(10), this::accepts);
  }

  private boolean accepts() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  public String url() {
    return "redis://127.0.0.1:" + port + "/1";
  }

  public void kill() {
    process.close();
  }

  public void restart() {
    process = start();
  }

  /** Pauses the process; its connections stay open. */
  public void pause() {
    process.signal("STOP");
  }

  public void resume() {
    process.signal("CONT");
  }

  String tail(int lines) {
    return process.tail(lines);
  }

  @Override
  public void close() {
    process.close();
  }
}
