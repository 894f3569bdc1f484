package io.cablebridge.upstream.cable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cablebridge.session.FakeTime;
import io.cablebridge.session.command.Handshake;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An answer to a handshake whose head does not end costs no memory, and fails soon. */
class EndlessHandshakeTest {
  /** What the kernel's buffers take, and much less than the bridge would read until a time-out. */
  private static final int BOUND = 16 << 20;

  @ParameterizedTest
  @ValueSource(
      strings = {"X-A: yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy\r\n", "yyyyyyyy"})
  void isCutOff(String endless) throws Exception {
    QueuedThreadPool threads = new QueuedThreadPool(8);
    ScheduledExecutorScheduler scheduler = new ScheduledExecutorScheduler();
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      threads.start();
      scheduler.start();
      CableConfig config =
          new CableSettings().build(URI.create("ws://127.0.0.1:" + server.getLocalPort()));
      try (CableClient client =
          new CableClient(
              config, threads, scheduler, new ArrayByteBufferPool(), 1, new FakeTime())) {
        client.start();
        CompletableFuture<Integer> sent =
            CompletableFuture.supplyAsync(() -> sendWithoutEnd(server, endless));
        AtomicReference<HandshakeFailure> failure = new AtomicReference<>();
        client.connect(new Unopened(), new Handshake("", List.of()), failure::set);
        await().until(() -> failure.get() != null && sent.isDone());
        assertThat(sent.get()).isLessThan(BOUND);
        assertThat(failure.get().isOwn()).isFalse();
      }
    } finally {
      scheduler.stop();
      threads.stop();
    }
  }

  private static int sendWithoutEnd(ServerSocket server, String text) {
    byte[] bytes = text.repeat(1000).getBytes(StandardCharsets.US_ASCII);
    int sent = 0;
    try (Socket socket = server.accept()) {
      OutputStream out = socket.getOutputStream();
      out.write("HTTP/1.1 101 Switching Protocols\r\nX: ".getBytes(StandardCharsets.US_ASCII));
      while (sent < BOUND) {
        out.write(bytes);
        sent += bytes.length;
      }
    } catch (IOException e) {
      return sent; // the client has closed it
    }
    return sent;
  }

  private static final class Unopened implements FrameHandler {
    @Override
    public void onOpen(CoreSession session, Callback callback) {
      callback.succeeded();
    }

    @Override
    public void onFrame(Frame frame, Callback callback) {
      callback.succeeded();
    }

    @Override
    public void onError(Throwable cause, Callback callback) {
      callback.succeeded();
    }

    @Override
    public void onClosed(CloseStatus status, Callback callback) {
      callback.succeeded();
    }
  }
}
