package io.cablebridge.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.cablebridge.health.FileDescriptors;
import io.cablebridge.time.SystemTime;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** The public listener while file descriptors are short. */
class ReservingConnectorTest {
  /** At the start there is room for one more, so that the listener counts for each connection. */
  private final AtomicLong open = new AtomicLong(974);

  private final SystemTime time = new SystemTime();
  private final Server server = new Server();
  private final ReservingConnector connector =
      new ReservingConnector(
          server, new FileDescriptors(open::get, () -> 1_000), time, new HttpConnectionFactory());

  @BeforeEach
  void start() throws Exception {
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.start();
  }

  @AfterEach
  void stop() throws Exception {
    server.stop();
    time.close();
  }

  @Test
  void connectionsWaitUntilDescriptorsAreFree() throws Exception {
    answered(connect()).close();
    open.set(980);
    answered(connect()).close(); // the acceptor was already waiting for this one
    try (Socket waiting = connect()) {
      waiting.setSoTimeout(300);
      assertThatThrownBy(() -> answered(waiting)).isInstanceOf(SocketTimeoutException.class);
      open.set(0);
      waiting.setSoTimeout(10_000);
      assertThat(waiting.getInputStream().read()).isEqualTo('H');
    }
  }

  @Test
  void silentConnectionsAreClosedWhileDescriptorsAreShort() throws Exception {
    try (Socket silent = connect();
        Socket kept = answered(connect())) {
      open.set(980);
      try (Socket last = connect()) {
        assertThat(silent.getInputStream().read()).isEqualTo(-1);
        while (kept.getInputStream().read() >= 0) {
          // the answer
        }
        assertThat(last.isConnected()).isTrue();
      }
    }
  }

  @Test
  void aFailedAcceptIsOneLineAMinute() {
    Logger logger = (Logger) LoggerFactory.getLogger(ReservingConnector.class);
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    logger.addAppender(lines);
    try {
      for (int failure = 0; failure < 3; failure++) {
        assertThat(connector.handleAcceptFailure(new IOException("Too many open files"))).isTrue();
      }
    } finally {
      logger.detachAppender(lines);
    }
    assertThat(lines.list).hasSize(1);
    assertThat(lines.list.get(0).getFormattedMessage()).contains("Too many open files");
    assertThat(lines.list.get(0).getThrowableProxy()).isNull();
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), connector.getLocalPort());
    socket.setSoTimeout(10_000);
    return socket;
  }

  /** Sends a request and waits for the beginning of its answer. */
  private static Socket answered(Socket socket) throws IOException {
    socket
        .getOutputStream()
        .write("GET / HTTP/1.1\r\nHost: h\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    assertThat(socket.getInputStream().read()).isEqualTo('H');
    return socket;
  }
}
