package io.cablebridge.e2e.client;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One TCP connection with one hand-written HTTP/1.1 request. The client can cut it after a number
 * of received bytes; reads then throw {@link CutException}, which distinguishes the cut from an end
 * by the server.
 */
public final class CuttableConnection implements AutoCloseable {

  /** The client ended the connection. */
  public static final class CutException extends IOException {
    CutException() {
      super("cut by the client");
    }
  }

  private final Socket socket;
  private final AtomicLong received = new AtomicLong();
  private volatile long limit = Long.MAX_VALUE;
  private volatile boolean cut;

  CuttableConnection(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    giveUpAfter(Duration.ofSeconds(90));
  }

  /** Sets how long the server may send nothing before a read fails. */
  public void giveUpAfter(Duration silence) throws SocketException {
    socket.setSoTimeout(Math.toIntExact(silence.toMillis()));
  }

  /** Sends a request without a body and returns the response bytes. Headers: name, value, … */
  InputStream get(String path, String... headers) throws IOException {
    StringBuilder request = new StringBuilder("GET " + path + " HTTP/1.1\r\n");
    request.append("Host: 127.0.0.1:").append(socket.getPort()).append("\r\n");
    for (int i = 0; i < headers.length; i += 2) {
      request.append(headers[i]).append(": ").append(headers[i + 1]).append("\r\n");
    }
    request.append("\r\n");
    socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.UTF_8));
    return new BufferedInputStream(new Metered(socket.getInputStream()), 512);
  }

  /** Cuts after {@code more} further bytes. */
  public void cutAfter(long more) {
    limit = received.get() + more;
  }

  /** Cuts now; from any thread. */
  public void cut() {
    cut = true;
    close();
  }

  /** Whether this client ended the connection. */
  boolean isCut() {
    return cut;
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Counts bytes and cuts the connection at the limit. */
  private final class Metered extends FilterInputStream {

    Metered(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      long left = limit - received.get();
      if (left <= 0) {
        cut();
      }
      if (cut) {
        throw new CutException();
      }
      try {
        int n = super.read(buffer, offset, (int) Math.min(length, left));
        received.addAndGet(Math.max(0, n));
        return n;
      } catch (IOException e) {
        if (cut) {
          throw new CutException();
        }
        throw e;
      }
    }
  }
}
