package io.cablebridge.e2e.rig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A TCP proxy in front of a local port. It drops all its connections on request, as an unreliable
 * network does. A test creates and closes it; each connection has two daemon threads.
 */
public final class TcpProxy implements AutoCloseable {

  private final int target;
  private final ServerSocket listener;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final Set<Socket> hanging = ConcurrentHashMap.newKeySet();

  public TcpProxy(int target) {
    this.target = target;
    try {
      listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    start(this::accept);
  }

  public URI root() {
    return URI.create("http://127.0.0.1:" + listener.getLocalPort());
  }

  /** Drops every open connection; new ones are accepted. */
  public void dropConnections() {
    sockets.forEach(this::end);
  }

  /** Every open connection stays open and carries nothing any longer; new ones work. */
  public void hangConnections() {
    hanging.addAll(sockets);
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        sockets.add(client);
        Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
        sockets.add(server);
        start(() -> pump(client, server));
        start(() -> pump(server, client));
      } catch (IOException e) {
        // the listener is closed or the target refuses: the client sees its connection end
        dropConnections();
      }
    }
  }

  private void pump(Socket from, Socket to) {
    try {
      byte[] buffer = new byte[8_192];
      for (int read = 0; read >= 0; read = from.getInputStream().read(buffer)) {
        if (!hanging.contains(from)) {
          to.getOutputStream().write(buffer, 0, read);
        }
      }
    } catch (IOException e) {
      // one side has ended; the other is closed below
    }
    end(from);
    end(to);
  }

  private void end(Socket socket) {
    sockets.remove(socket);
    hanging.remove(socket);
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task, "tcp-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    dropConnections();
  }
}
