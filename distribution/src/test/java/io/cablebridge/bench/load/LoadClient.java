package io.cablebridge.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.cablebridge.bench.probe.Waiting;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/**
 * Thousands of event streams on one thread: opens the streams of its {@link LoadProfile}, at most
 * 64 at a time, reads them and closes them together. Each connection has its own cookie, as real
 * users have.
 */
public final class LoadClient implements AutoCloseable {
  private static final int OPENING = 64;

  private final Selector selector = Selector.open();
  private final ByteBuffer scratch = ByteBuffer.allocateDirect(64 << 10);
  private final DeliveryRecorder deliveries = new DeliveryRecorder();
  private final InetSocketAddress bridge;
  private final LoadProfile profile;
  private final Thread thread = new Thread(this::loop, "load client");
  private volatile int wanted;
  private volatile int connected;
  private volatile boolean stopped;
  private volatile Throwable failure;
  private int opened;

  public LoadClient(int port, LoadProfile profile) throws IOException {
    this.profile = profile;
    bridge = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    thread.setDaemon(true);
    thread.start();
  }

  public DeliveryRecorder deliveries() {
    return deliveries;
  }

  /** Opens connections up to this number and waits until each is confirmed. */
  public void open(int count, Duration limit) {
    wanted = count;
    selector.wakeup();
    Waiting.until(limit, count + " streams open", () -> "there are " + connected, this::full);
  }

  /** Closes all connections. */
  public void closeAll() {
    wanted = 0;
    selector.wakeup();
    Waiting.until(
        Duration.ofSeconds(20), "all sockets closed", () -> "open: " + connected, this::full);
  }

  /** Throws if the client has failed, for example because a stream ended. */
  public void check() {
    Throwable seen = failure;
    if (seen != null) {
      throw new IllegalStateException("The load client failed", seen);
    }
  }

  @Override
  public void close() {
    stopped = true;
    selector.wakeup();
    try {
      thread.join(5000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean full() {
    check();
    return connected == wanted;
  }

  private void loop() {
    try (selector) {
      while (!stopped) {
        if (wanted == 0 && opened > 0) {
          dropAll();
        }
        while (opened < wanted && opened - connected < OPENING) {
          openOne();
        }
        selector.select(this::ready, 100);
      }
      dropAll();
    } catch (IOException | RuntimeException e) {
      failure = e;
    }
  }

  private void openOne() throws IOException {
    SocketChannel channel = SocketChannel.open();
    channel.configureBlocking(false);
    boolean done = channel.connect(bridge);
    int interest = done ? SelectionKey.OP_WRITE : SelectionKey.OP_CONNECT;
    SelectionKey key = channel.register(selector, interest);
    key.attach(new LoadConnection(channel, key, request(opened), profile));
    opened++;
  }

  private void ready(SelectionKey key) {
    LoadConnection connection = (LoadConnection) key.attachment();
    try {
      if (key.isReadable()) {
        read(connection);
      } else {
        connection.write();
      }
    } catch (IOException e) {
      if (wanted > 0) {
        failure = e;
      }
      key.cancel();
      connection.close();
    }
  }

  private void read(LoadConnection connection) throws IOException {
    boolean before = connection.connected();
    int length = connection.read(scratch, deliveries);
    if (length < 0) {
      throw new IOException("An event stream ended by itself");
    }
    deliveries.bytesRead(length);
    if (connection.connected() != before) {
      addConnected(1);
    }
  }

  private void dropAll() throws IOException {
    for (SelectionKey key : selector.keys()) {
      ((LoadConnection) key.attachment()).close();
    }
    selector.selectNow();
    opened = 0;
    addConnected(-connected);
  }

  /** Called by the client's thread only. */
  private void addConnected(int more) {
    int sum = connected + more;
    connected = sum;
  }

  private ByteBuffer request(int number) {
    String host = "127.0.0.1:" + bridge.getPort();
    String head =
        "GET "
            + profile.target().apply(number)
            + " HTTP/1.1\r\nHost: "
            + host
            + "\r\n"
            + "User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)"
            + " Chrome/143.0.0.0 Safari/537.36\r\n"
            + "Accept: text/event-stream\r\n"
            + "Accept-Encoding: gzip, deflate\r\n"
            + "Accept-Language: en-GB,en;q=0.9\r\n"
            + "Cache-Control: no-cache\r\n"
            + "Origin: http://"
            + host
            + "\r\nCookie: _chat_session="
            + LoadProfile.hex(44)
            + "\r\n\r\n";
    return ByteBuffer.wrap(head.getBytes(US_ASCII));
  }
}
