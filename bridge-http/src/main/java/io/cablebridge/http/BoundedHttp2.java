package io.cablebridge.http;

import io.cablebridge.http.exchange.UnfinishedRequests;
import java.time.Duration;
import org.eclipse.jetty.http2.ErrorCode;
import org.eclipse.jetty.http2.HTTP2Connection;
import org.eclipse.jetty.http2.HTTP2Session;
import org.eclipse.jetty.http2.SessionContainer;
import org.eclipse.jetty.http2.api.server.ServerSessionListener;
import org.eclipse.jetty.http2.generator.Generator;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.http2.server.internal.HTTP2ServerConnection;
import org.eclipse.jetty.http2.server.internal.HTTP2ServerSession;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.util.Callback;

/**
 * The deadlines of one connection of HTTP/2. A connection without a stream is idle, whatever frames
 * its client sends; one with an open event stream is not. {@link HttpConnections} creates it, and
 * the timer alone uses it.
 */
final class BoundedHttp2 {
  private final HTTP2Session session;
  private long idleSinceNanos;
  private long streamsOpened;
  private boolean closing;

  /** Creates connections whose parser shows unfinished heads. */
  static final class Factory extends HTTP2ServerConnectionFactory {
    private final UnfinishedRequests unfinished;

    Factory(HttpConfiguration config, UnfinishedRequests unfinished) {
      super(config);
      this.unfinished = unfinished;
    }

    @Override
    public Connection newConnection(Connector connector, EndPoint endPoint) {
      HttpConfiguration config = getHttpConfiguration();
      ServerSessionListener listener = newSessionListener(connector, endPoint);
      Http2HeadParser parser =
          new Http2HeadParser(
              connector.getByteBufferPool(),
              config.getRequestHeaderSize(),
              getRateControlFactory().newRateControl(endPoint),
              unfinished);
      HTTP2ServerSession session =
          new HTTP2ServerSession(
              connector.getScheduler(),
              endPoint,
              parser,
              generator(connector),
              listener,
              getFlowControlStrategyFactory().newFlowControlStrategy());
      session.setMaxLocalStreams(getMaxConcurrentStreams());
      session.setMaxRemoteStreams(getMaxConcurrentStreams());
      session.setStreamIdleTimeout(endPoint.getIdleTimeout());
      session.setInitialSessionRecvWindow(getInitialSessionRecvWindow());
      session.setWriteThreshold(config.getOutputBufferSize());
      session.setConnectProtocolEnabled(false);
      HTTP2ServerConnection connection =
          new HTTP2ServerConnection(connector, endPoint, config, session, listener);
      connection.addEventListener(getBean(SessionContainer.class));
      parser.init(connection);
      return configure(connection, connector, endPoint);
    }

    private Generator generator(Connector connector) {
      Generator generator =
          new Generator(
              connector.getByteBufferPool(),
              isUseOutputDirectByteBuffers(),
              getMaxHeaderBlockFragment());
      generator
          .getHpackEncoder()
          .setMaxHeaderListSize(getHttpConfiguration().getResponseHeaderSize());
      return generator;
    }
  }

  BoundedHttp2(HTTP2Connection connection, long nowNanos) {
    this.session = connection.getSession();
    this.idleSinceNanos = nowNanos;
  }

  int streams() {
    return session.getStreamCount();
  }

  void closed() {
    if (session.getParser() instanceof Http2HeadParser parser) {
      parser.close();
    }
  }

  /** Closes the connection if its client is late; whether that is for an unfinished head. */
  boolean closeIfLate(long nowNanos, Duration headTimeout, Duration idleTimeout) {
    if (closing) {
      session.getEndPoint().close(); // the client has had a second to read that it ends
      return false;
    }
    if (streams() > 0 || session.getStreamsOpened() != streamsOpened) {
      streamsOpened = session.getStreamsOpened();
      idleSinceNanos = nowNanos;
    }
    boolean late =
        session.getParser() instanceof Http2HeadParser parser
            && parser.headNanos() > headTimeout.toNanos();
    if (late) {
      close(ErrorCode.ENHANCE_YOUR_CALM_ERROR, "head_timeout");
    } else if (nowNanos - idleSinceNanos > idleTimeout.toNanos()) {
      close(ErrorCode.NO_ERROR, "idle_timeout");
    }
    return late;
  }

  private void close(ErrorCode code, String reason) {
    closing = true;
    session.close(code.code, reason, Callback.NOOP);
  }
}
