package io.cablebridge.e2e.console;

import io.cablebridge.e2e.rig.BridgeProcess;
import io.cablebridge.fake.FakeRails;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Forty event streams of one bridge, each of another client address, until ten read no more and
 * five close their connections while messages come twenty-five times a second.
 */
final class StrandedClients implements AutoCloseable {
  static final int ALL = 40;
  static final int SLOW = 10;
  static final int VANISHED = 5;

  private static final String IDENTIFIER = "{\"channel\":\"ChatChannel\"}";
  private static final String SUBSCRIBE =
      "[{\"identifier\":{\"channel\":\"ChatChannel\"},\"subscribe\":true}]";
  private static final String MESSAGE = "\"" + "x".repeat(50_000) + "\"";
  private static final int SMALL_BUFFER = 4_096;

  private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(2);
  private final List<Future<?>> tasks = new ArrayList<>();
  private final List<Socket> sockets = new ArrayList<>();
  private final byte[] read = new byte[1 << 16];

  /** The clients from this index on are read. */
  private volatile int firstRead;

  StrandedClients(BridgeProcess bridge) throws IOException {
    for (int i = 0; i < ALL; i++) {
      Socket stream = request(bridge, "GET", i, "Accept: text/event-stream\r\n", "");
      sockets.add(stream);
      stream.getInputStream().read(); // the session is open
      String headers = "Connection: close\r\nContent-Length: " + SUBSCRIBE.length() + "\r\n";
      try (Socket post = request(bridge, "POST", i, headers, SUBSCRIBE)) {
        post.getInputStream().readAllBytes();
      }
    }
    tasks.add(threads.scheduleWithFixedDelay(this::readAll, 0, 2, TimeUnit.MILLISECONDS));
  }

  private static Socket request(
      BridgeProcess bridge, String method, int client, String headers, String body)
      throws IOException {
    Socket socket = new Socket();
    if (client < SLOW) {
      socket.setReceiveBufferSize(SMALL_BUFFER);
    }
    socket.connect(new InetSocketAddress("127.0.0.1", bridge.port()));
    String request =
        "%s /stranded-client-%d HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Agent: Stranded/%d\r\n"
            + "X-Forwarded-For: %s\r\n%s\r\n%s";
    String text = request.formatted(method, client, client, address(client), headers, body);
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  static String address(int client) {
    return "192.0.2." + (100 + client);
  }

  private void readAll() {
    for (int i = firstRead; i < ALL; i++) {
      try {
        InputStream in = sockets.get(i).getInputStream();
        for (int left = in.available(); left > 0; left = in.available()) {
          in.read(read, 0, Math.min(left, read.length));
        }
      } catch (IOException e) {
        return; // the test is over
      }
    }
  }

  /** The clients below {@link #SLOW} read no more; those below that plus five close. */
  void strand(FakeRails rails) throws IOException {
    firstRead = SLOW + VANISHED;
    for (int i = SLOW; i < SLOW + VANISHED; i++) {
      sockets.get(i).close();
    }
    tasks.add(
        threads.scheduleAtFixedRate(
            () -> rails.broadcast(IDENTIFIER, MESSAGE), 0, 40, TimeUnit.MILLISECONDS));
  }

  @Override
  public void close() throws IOException {
    tasks.forEach(task -> task.cancel(true));
    threads.shutdownNow();
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
