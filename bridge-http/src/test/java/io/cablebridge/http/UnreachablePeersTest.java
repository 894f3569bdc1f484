package io.cablebridge.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cablebridge.health.FileDescriptors;
import io.cablebridge.session.FakeTime;
import io.cablebridge.time.SystemTime;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connections whose peer acknowledges nothing, as a written table of the system shows them. */
class UnreachablePeersTest {
  private final SystemTime time = new SystemTime();
  private final FakeTime peersTime = new FakeTime();
  private final Server server = new Server();
  private final ReservingConnector connector =
      new ReservingConnector(
          server, new FileDescriptors(() -> 0, () -> 1_000), time, new HttpConnectionFactory());

  @TempDir private Path folder;

  @BeforeEach
  void start() throws Exception {
    assumeTrue(
        ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN,
        "the rows of this test are those of a little-endian processor");
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
  void onlyTheOneThatRetransmitsForTheWholeTimeIsClosed() throws Exception {
    Path table = folder.resolve("tcp");
    UnreachablePeers peers =
        new UnreachablePeers(
            connector, new TcpTable(List.of(table)), Duration.ofSeconds(30), peersTime);
    try (Socket vanished = connect();
        Socket recovered = connect()) {
      Awaitility.await().until(() -> connector.getConnectedEndPoints().size() == 2);
      Files.writeString(table, row(vanished, 2) + row(recovered, 1));
      peers.check();
      Files.writeString(table, row(vanished, 4) + row(recovered, 0));
      peers.check();
      peersTime.advance(Duration.ofSeconds(30));
      Files.writeString(table, row(vanished, 5) + row(recovered, 1));
      peers.check();

      assertThat(vanished.getInputStream().read()).isEqualTo(-1);
      Awaitility.await().until(() -> connector.getConnectedEndPoints().size() == 1);
      recovered.setSoTimeout(50);
      assertThatThrownBy(() -> recovered.getInputStream().read())
          .isInstanceOf(SocketTimeoutException.class);
    }
  }

  private Socket connect() throws Exception {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), connector.getLocalPort());
    socket.setSoTimeout(10_000);
    return socket;
  }

  private static String row(Socket client, int retransmits) {
    return "   1: 0100007F:%04X 0100007F:%04X 01 00000003:00000000 01:00000A3C %08X     0        0 12345 2\n"
        .formatted(client.getPort(), client.getLocalPort(), retransmits);
  }
}
