package io.cablebridge.http.rig;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** A connection of HTTP/2 whose frames the test writes itself, with TLS. */
public final class Http2Connection implements AutoCloseable {
  public static final int DATA = 0;
  public static final int HEADERS = 1;
  public static final int RESET = 3;
  public static final int SETTINGS = 4;
  public static final int PING = 6;
  public static final int GO_AWAY = 7;
  public static final int CONTINUATION = 9;

  public static final int END_STREAM = 1;
  public static final int END_HEADERS = 4;
  private static final int ACK = 1;

  private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

  private final SSLSocket socket;
  private final DataInputStream in;

  /** A frame of the server. */
  public record Frame(int type, int flags, int stream, byte[] body) {
    public String text() {
      return new String(body, StandardCharsets.ISO_8859_1);
    }

    public boolean endsStream() {
      return (type == DATA || type == HEADERS) && (flags & END_STREAM) != 0;
    }
  }

  private Http2Connection(SSLSocket socket) throws IOException {
    this.socket = socket;
    this.in = new DataInputStream(socket.getInputStream());
  }

  /** Connects and negotiates HTTP/2; sends nothing. */
  public static Http2Connection to(RunningBridge bridge, TestCertificate certificate) {
    try {
      SSLSocket socket =
          (SSLSocket)
              certificate.client().getSocketFactory().createSocket("127.0.0.1", bridge.port());
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setApplicationProtocols(new String[] {"h2"});
      socket.setSSLParameters(parameters);
      socket.setSoTimeout(15_000);
      socket.startHandshake();
      return new Http2Connection(socket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends the preface and empty settings. */
  public Http2Connection start() {
    send(PREFACE.getBytes(StandardCharsets.ISO_8859_1));
    return frame(SETTINGS, 0, 0, new byte[0]);
  }

  public Http2Connection send(byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().flush();
    } catch (SocketException e) {
      // The server has ended the connection; what it has sent can still be read.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  public Http2Connection frame(int type, int flags, int stream, byte[] body) {
    return send(bytes(type, flags, stream, body));
  }

  public static byte[] bytes(int type, int flags, int stream, byte[] body) {
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    frame.write(body.length >> 16);
    frame.write(body.length >> 8);
    frame.write(body.length);
    frame.write(type);
    frame.write(flags);
    frame.writeBytes(new byte[] {0, 0, (byte) (stream >> 8), (byte) stream});
    frame.writeBytes(body);
    return frame.toByteArray();
  }

  /** A block of headers, in literals of the static table, with more headers in turn. */
  public static byte[] head(String method, String path, String... headers) {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    block.write(method.equals("POST") ? 0x83 : 0x82);
    block.write(0x87); // the scheme is https
    block.write(0x04);
    text(block, path);
    block.write(0x01);
    text(block, "127.0.0.1");
    for (int i = 0; i < headers.length; i += 2) {
      block.write(0);
      text(block, headers[i]);
      text(block, headers[i + 1]);
    }
    return block.toByteArray();
  }

  private static void text(ByteArrayOutputStream block, String text) {
    block.write(text.length()); // below 127
    block.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** The next frame, without those that maintain the connection; null at its end. */
  public Frame read() {
    try {
      while (true) {
        int length = in.readUnsignedShort() << 8 | in.readUnsignedByte();
        int type = in.readUnsignedByte();
        int flags = in.readUnsignedByte();
        int stream = in.readInt();
        byte[] body = in.readNBytes(length);
        if (type == SETTINGS && (flags & ACK) == 0) {
          frame(SETTINGS, ACK, 0, new byte[0]);
        } else if (type == DATA || type == HEADERS || type == RESET || type == GO_AWAY) {
          return new Frame(type, flags, stream, body);
        }
      }
    } catch (java.net.SocketTimeoutException e) {
      throw new UncheckedIOException(e);
    } catch (IOException e) {
      return null;
    }
  }

  /** Reads to the end of the connection; the text of its last words. */
  public String awaitEnd() {
    String reason = "";
    for (Frame frame = read(); frame != null; frame = read()) {
      if (frame.type() == GO_AWAY) {
        reason = new String(frame.body(), 8, frame.body().length - 8, StandardCharsets.ISO_8859_1);
      }
    }
    return reason;
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
