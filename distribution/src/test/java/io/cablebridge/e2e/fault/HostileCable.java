package io.cablebridge.e2e.fault;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Stands between the bridge and an Action Cable server, and treats each connection as its {@link
 * Misbehaviour} says. Two daemon threads for each connection.
 */
final class HostileCable implements AutoCloseable {
  /** What a stalled connection still reads: its subscription, and the beginning of a command. */
  private static final int READ_BEFORE_STALL = 1024;

  private static final int SMALL_BUFFER = 8192;
  private static final int PINGS_AT_ONCE = 4096;
  private static final int PING = 12;

  private final int target;
  private final long pings;
  private final ServerSocket listener = new ServerSocket();
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final AtomicLong pingsSent = new AtomicLong();
  private volatile boolean closed;

  /**
   * @param pings how many one flood sends
   */
  HostileCable(int target, long pings) throws IOException {
    this.target = target;
    this.pings = pings;
    listener.setReceiveBufferSize(SMALL_BUFFER);
    listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 500);
    start(this::accept);
  }

  URI uri() {
    return URI.create("ws://127.0.0.1:" + listener.getLocalPort() + "/cable");
  }

  long pingsSent() {
    return pingsSent.get();
  }

  private void accept() {
    while (!closed) {
      try {
        Socket bridge = listener.accept();
        sockets.add(bridge);
        start(() -> serve(bridge));
      } catch (IOException e) {
        return; // it is closed
      }
    }
  }

  private void serve(Socket bridge) {
    try (bridge) {
      String head = head(bridge.getInputStream());
      Misbehaviour how = Misbehaviour.in(head);
      if (how == Misbehaviour.ENDLESS_HEAD) {
        sendHead(bridge.getOutputStream());
      } else {
        relay(bridge, head, how);
      }
    } catch (IOException e) {
      // one side has ended the connection
    } finally {
      sockets.remove(bridge);
    }
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("the handshake ended");
      }
      head.append((char) next);
    }
    return head.toString();
  }

  private void sendHead(OutputStream out) throws IOException {
    out.write("HTTP/1.1 101 Switching Protocols\r\n".getBytes(StandardCharsets.US_ASCII));
    byte[] line = ("X-A: " + "y".repeat(1000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
    while (!closed) {
      out.write(line);
    }
  }

  private void relay(Socket bridge, String head, Misbehaviour how) throws IOException {
    try (Socket rails = new Socket(InetAddress.getLoopbackAddress(), target)) {
      sockets.add(rails);
      rails.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
      AtomicBoolean flooding = new AtomicBoolean();
      start(() -> copyFromRails(rails, bridge, flooding));
      boolean floods = how == Misbehaviour.FLOOD || how == Misbehaviour.UNREAD_FLOOD;
      if (floods) {
        start(() -> flood(bridge, flooding));
      }
      byte[] buffer = new byte[SMALL_BUFFER];
      long total = 0;
      int read = bridge.getInputStream().read(buffer);
      while (read >= 0) {
        if (!flooding.get()) {
          rails.getOutputStream().write(buffer, 0, read);
        }
        total += read;
        if ((how == Misbehaviour.UNREAD_FLOOD && flooding.get())
            || (how == Misbehaviour.STALLED && total > READ_BEFORE_STALL)) {
          waitForEnd(bridge);
          return;
        }
        read = bridge.getInputStream().read(buffer);
      }
      sockets.remove(rails);
    }
  }

  private void waitForEnd(Socket bridge) {
    while (!closed && !bridge.isClosed()) {
      pause(500);
    }
  }

  private void copyFromRails(Socket rails, Socket bridge, AtomicBoolean flooding) {
    try {
      byte[] buffer = new byte[SMALL_BUFFER];
      int read = rails.getInputStream().read(buffer);
      while (read >= 0) {
        if (!flooding.get()) {
          bridge.getOutputStream().write(buffer, 0, read);
        }
        read = rails.getInputStream().read(buffer);
      }
      bridge.close();
    } catch (IOException e) {
      closeQuietly(bridge);
    }
  }

  /** Begins when the session is subscribed, at the end of a frame of Rails. */
  private void flood(Socket bridge, AtomicBoolean flooding) {
    pause(1000);
    flooding.set(true);
    pause(200);
    byte[] frames = new byte[PINGS_AT_ONCE * PING];
    Arrays.fill(frames, (byte) 'p');
    for (int at = 0; at < frames.length; at += PING) {
      frames[at] = (byte) 0x89;
      frames[at + 1] = PING - 2;
    }
    try {
      for (long sent = 0; sent < pings && !closed; sent += PINGS_AT_ONCE) {
        bridge.getOutputStream().write(frames);
        pingsSent.addAndGet(PINGS_AT_ONCE);
      }
    } catch (IOException e) {
      // the bridge has given this connection up
    }
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(null, task, "hostile-cable", 128 * 1024);
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    closed = true;
    listener.close();
    sockets.forEach(HostileCable::closeQuietly);
  }
}
