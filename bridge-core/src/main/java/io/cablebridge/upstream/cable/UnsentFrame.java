package io.cablebridge.upstream.cable;

import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CoreSession;

/**
 * The bytes of one frame, counted until it was sent or cannot be sent, which ends its connection. A
 * {@link CableSocket} creates it; Jetty calls it once, on any thread.
 */
final class UnsentFrame extends Callback.Nested {
  private final CableSocket socket;
  private final CoreSession session;
  private final int bytes;

  UnsentFrame(CableSocket socket, CoreSession session, int bytes, Callback then) {
    super(then);
    this.socket = socket;
    this.session = session;
    this.bytes = bytes;
  }

  @Override
  public void succeeded() {
    socket.countUnsent(-bytes);
    socket.read();
    super.succeeded();
  }

  @Override
  public void failed(Throwable failure) {
    socket.countUnsent(-bytes);
    session.abort();
    super.failed(failure);
  }
}
