package io.cablebridge.http.rig;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A bare TCP connection to the bridge, for requests that no HTTP client sends. */
public final class RawConnection implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 15_000;

  private final Socket socket = new Socket();
  private final InputStream in;

  private RawConnection(int port, int receiveBuffer) throws IOException {
    if (receiveBuffer > 0) {
      socket.setReceiveBufferSize(receiveBuffer);
    }
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    in = new BufferedInputStream(socket.getInputStream(), 1024);
  }

  public static RawConnection to(RunningBridge bridge) {
    return to(bridge, 0);
  }

  /** A connection whose kernel holds no more than about so many unread bytes. */
  public static RawConnection to(RunningBridge bridge, int receiveBuffer) {
    try {
      return new RawConnection(bridge.port(), receiveBuffer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A request's text: lines after the first are headers; Host is added, the blank line too. */
  public static String request(String firstLine, String... headers) {
    StringBuilder text = new StringBuilder(firstLine).append(" HTTP/1.1\r\nHost: 127.0.0.1\r\n");
    for (String header : headers) {
      text.append(header).append("\r\n");
    }
    return text.append("\r\n").toString();
  }

  public RawConnection send(String text) {
    return send(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  public RawConnection send(byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().flush();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends as long as the other side takes it. */
  public void sendWhatIsTaken(byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
    } catch (IOException e) {
      // It has answered and left.
    }
  }

  /** Says that nothing more will be sent. */
  public RawConnection finish() {
    try {
      socket.shutdownOutput();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads one answer, whose body has a length. */
  public Answer answer() {
    try {
      Answer head = head();
      String length = head.header("Content-Length");
      byte[] body = in.readNBytes(length.isEmpty() ? 0 : Integer.parseInt(length));
      return new Answer(head.status(), head.headers(), body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads one answer to a request of that method: there is no body to a HEAD. */
  public Answer answerTo(String method) {
    try {
      return method.equals("HEAD") ? head() : answer();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads the head of an answer and leaves the body. */
  public Answer head() throws IOException {
    String first = line();
    if (!first.startsWith("HTTP/1.1 ")) {
      throw new IOException("no HTTP/1.1 answer: " + first);
    }
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      headers
          .computeIfAbsent(line.substring(0, colon), name -> new ArrayList<>())
          .add(line.substring(colon + 1).trim());
    }
    return new Answer(Integer.parseInt(first.substring(9, 12)), headers, new byte[0]);
  }

  /** The next line of a head or of a chunk's size. */
  public String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException("the connection ended after: " + line);
      }
      line.write(b);
    }
    return line.toString(StandardCharsets.ISO_8859_1).replace("\r", "");
  }

  public InputStream body() {
    return in;
  }

  /** Whether the other side has ended the connection, which is waited for. */
  public boolean ends() {
    try {
      return in.read() < 0;
    } catch (IOException e) {
      return e.getMessage() != null && e.getMessage().contains("reset");
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
