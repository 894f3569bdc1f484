package io.cablebridge.http;

import io.cablebridge.http.exchange.UnfinishedRequests;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.io.IdleTimeout;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * A connection of HTTP/1.1 whose unfinished requests are bounded in bytes and in time. Its factory
 * creates it for each accepted connection; it ends when the socket closes or a stream leaves HTTP.
 * The thread that reads counts the bytes, and the timer looks at the parser's state.
 */
final class BoundedConnection extends HttpConnection {
  private static final String OVERLOADED = "503 Service Unavailable\r\nRetry-After: 5";
  private static final String TOO_LATE = "408 Request Timeout";

  private final HttpConnections connections;
  private final UnfinishedRequests.Share head;

  /** What had been read when the request in progress began. */
  private volatile long bytesBefore;

  /** Creates the connections of a connector. */
  static final class Factory extends HttpConnectionFactory {
    private final HttpConnections connections;

    Factory(HttpConfiguration config, HttpConnections connections) {
      super(config);
      this.connections = connections;
    }

    @Override
    public Connection newConnection(Connector connector, EndPoint endPoint) {
      BoundedConnection connection =
          new BoundedConnection(getHttpConfiguration(), connector, endPoint, connections);
      return configure(connection, connector, endPoint);
    }
  }

  private BoundedConnection(
      HttpConfiguration config,
      Connector connector,
      EndPoint endPoint,
      HttpConnections connections) {
    super(config, connector, endPoint);
    this.connections = connections;
    this.head = connections.unfinished().newShare();
  }

  @Override
  public void onOpen() {
    if (connections.admits()) {
      super.onOpen();
    } else {
      refuse(OVERLOADED);
    }
  }

  @Override
  public void onFillable() {
    if (getParser().isStart()) {
      bytesBefore = getBytesIn();
    }
    super.onFillable();
    long bytes = unfinishedHead();
    head.set(bytes);
    if (connections.unfinished().refuses(bytes)) {
      refuse(OVERLOADED);
    }
  }

  @Override
  public void onClose(@Nullable Throwable cause) {
    head.release();
    super.onClose(cause);
  }

  private long unfinishedHead() {
    // Requests that follow each other without a pause may seem to be one.
    int longest = getHttpConfiguration().getRequestHeaderSize();
    return isInHead() ? Math.min(getBytesIn() - bytesBefore, longest) : 0;
  }

  private boolean isInHead() {
    HttpParser parser = getParser();
    return parser.inHeaderState() && !parser.isStart();
  }

  /** Closes the connection if its client is late; called by the timer once a second. */
  void closeIfLate(long nowNanos, Duration headTimeout, Duration idleTimeout) {
    HttpParser parser = getParser();
    UnfinishedRequests unfinished = connections.unfinished();
    long began = parser.getBeginNanoTime();
    if (parser.isStart()) {
      if (getHttpChannel().getRequest() == null
          && getEndPoint() instanceof IdleTimeout timer
          && timer.getIdleFor() > idleTimeout.toMillis()) {
        getEndPoint().close();
      }
    } else if (isInHead()) {
      if (nowNanos - began > headTimeout.toNanos()) {
        unfinished.countTooSlow();
        refuse(TOO_LATE);
      }
    } else if (parser.inContentState() && unfinished.isTooSlow(began, getBytesIn() - bytesBefore)) {
      getEndPoint().close(new EofException("the request came too slowly"));
    }
  }

  /** Answers an unfinished head, or none, for which there is no request yet; then closes. */
  private void refuse(String status) {
    EndPoint endPoint = getEndPoint();
    String answer = "HTTP/1.1 " + status + "\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
    endPoint.write(
        Callback.from(endPoint::close),
        ByteBuffer.wrap(answer.getBytes(StandardCharsets.US_ASCII)));
  }

  @Override
  protected HttpStreamOverHTTP1 newHttpStream(String method, String uri, HttpVersion version) {
    return version == HttpVersion.HTTP_1_0
        ? new Http10Stream(method, uri)
        : super.newHttpStream(method, uri, version);
  }

  /**
   * A request of HTTP/1.0. With Transfer-Encoding its length is in doubt, so the connection ends
   * with it (RFC 9112 6.1).
   */
  private final class Http10Stream extends HttpStreamOverHTTP1 {
    private boolean encoded;

    Http10Stream(String method, String uri) {
      super(method, uri, HttpVersion.HTTP_1_0);
    }

    @Override
    public void parsedHeader(HttpField field) {
      encoded |= field.getHeader() == HttpHeader.TRANSFER_ENCODING;
      super.parsedHeader(field);
    }

    @Override
    public void prepareResponse(HttpFields.Mutable headers) {
      if (encoded) {
        headers.put(HttpFields.CONNECTION_CLOSE);
      }
      super.prepareResponse(headers);
    }
  }
}
