package io.cablebridge.bench.stub;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * A cable server with minimal CPU use, in its own process: one selector loop, every subscription
 * confirmed, messages sent on order. Orders are lines on standard input, each answered by one line:
 * {@code count}, {@code pings <millis, 0 off>}, {@code trickle <per second> <messages>}, {@code
 * burst <every millis> <rounds>}. Ends with its standard input.
 */
final class StubCable {
  private static final long NEVER = Long.MAX_VALUE;
  private static final long IDLE = 100_000_000L;

  private final Selector selector = Selector.open();
  private final ServerSocketChannel server = ServerSocketChannel.open();
  private final ByteBuffer scratch = ByteBuffer.allocateDirect(64 << 10);
  private final List<StubConnection> connections = new ArrayList<>();
  private final Queue<String> orders = new ConcurrentLinkedQueue<>();
  private long pingInterval = 3_000_000_000L;
  private long pingDue = System.nanoTime() + pingInterval;
  private long pings;
  private StubTraffic traffic;

  private StubCable() throws IOException {
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 4096);
    server.configureBlocking(false);
    server.register(selector, SelectionKey.OP_ACCEPT);
  }

  public static void main(String[] args) throws IOException {
    StubCable cable = new StubCable();
    Thread orders = new Thread(cable::takeOrders, "orders");
    orders.setDaemon(true);
    orders.start();
    print("port " + ((InetSocketAddress) cable.server.getLocalAddress()).getPort());
    cable.loop();
  }

  private void takeOrders() {
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        orders.add(line);
        selector.wakeup();
      }
    } catch (IOException e) {
      System.err.println("The control line broke: " + e);
    }
    Runtime.getRuntime().halt(0);
  }

  private void loop() throws IOException {
    while (true) {
      for (String order = orders.poll(); order != null; order = orders.poll()) {
        execute(order.split(" "));
      }
      waitUntil(sendWhatIsDue());
    }
  }

  private void execute(String[] order) {
    switch (order[0]) {
      case "count" -> print("count " + connections.size() + " " + pings);
      case "pings" -> {
        pingInterval = Integer.parseInt(order[1]) * 1_000_000L;
        pingDue = pingInterval == 0 ? NEVER : System.nanoTime() + pingInterval;
        print("pings " + pings);
      }
      case "trickle" ->
          traffic = StubTraffic.trickle(Integer.parseInt(order[1]), Integer.parseInt(order[2]));
      case "burst" ->
          traffic = StubTraffic.burst(Integer.parseInt(order[1]), Integer.parseInt(order[2]));
      default -> print("unknown " + order[0]);
    }
  }

  /** Sends what is due and returns the nanoseconds until the next action. */
  private long sendWhatIsDue() {
    long now = System.nanoTime();
    long wait = IDLE;
    if (pingDue != NEVER) {
      if (pingDue - now <= 0) {
        pingAll();
        pingDue += pingInterval;
      }
      wait = Math.min(wait, pingDue - now);
    }
    if (traffic != null) {
      if (traffic.due() - now <= 0) {
        traffic.step(connections);
      }
      wait = Math.min(wait, traffic.due() - now);
      if (traffic.done()) {
        print(traffic.outcome());
        traffic = null;
      }
    }
    return wait;
  }

  /** Pings every connection at once, as Rails does with its one timer. */
  private void pingAll() {
    ByteBuffer ping =
        CableFrames.text("{\"type\":\"ping\",\"message\":" + Instant.now().getEpochSecond() + "}");
    for (StubConnection connection : connections) {
      if (connection.send(ping.duplicate())) {
        pings++;
      }
    }
  }

  /** Selector timeouts are whole milliseconds, so shorter waits are slept. */
  private void waitUntil(long wait) throws IOException {
    if (wait >= 2_000_000L) {
      selector.select(this::ready, wait / 1_000_000L);
    } else if (selector.selectNow(this::ready) == 0 && wait > 0) {
      LockSupport.parkNanos(wait);
    }
  }

  private void ready(SelectionKey key) {
    StubConnection connection = (StubConnection) key.attachment();
    try {
      if (connection == null) {
        accept();
      } else if (!progress(key, connection)) {
        drop(connection);
      }
    } catch (IOException e) {
      drop(connection);
    }
  }

  private boolean progress(SelectionKey key, StubConnection connection) throws IOException {
    if (key.isWritable()) {
      connection.flush();
    }
    if (key.isReadable()) {
      boolean going = connection.read(scratch);
      if (connection.open() && connection.index < 0) {
        connection.index = connections.size();
        connections.add(connection);
      }
      return going;
    }
    return true;
  }

  private void accept() throws IOException {
    SocketChannel channel;
    while ((channel = server.accept()) != null) {
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
      key.attach(new StubConnection(channel, key));
    }
  }

  private void drop(StubConnection connection) {
    if (connection == null) {
      return;
    }
    connection.close();
    if (connection.index >= 0) {
      StubConnection last = connections.remove(connections.size() - 1);
      if (last != connection) {
        last.index = connection.index;
        connections.set(last.index, last);
      }
      connection.index = -1;
    }
  }

  private static void print(String line) {
    System.out.println(line);
    System.out.flush();
  }
}
