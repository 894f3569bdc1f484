package io.cablebridge.upstream.cable;

import java.util.function.IntConsumer;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CoreSession;

/**
 * The bytes of one frame, counted until it was sent or cannot be sent, which ends its connection.
 * The socket creates it; Jetty calls it once, on any thread.
 */
final class UnsentFrame extends Callback.Nested {
  private final IntConsumer unsent;
  private final Runnable taken;
  private final CoreSession session;
  private final int bytes;

  /**
   * @param unsent counts bytes that wait; negative ones do not wait any more
   * @param taken runs when Rails has taken the frame
   */
  UnsentFrame(IntConsumer unsent, Runnable taken, CoreSession session, int bytes, Callback then) {
    super(then);
    this.unsent = unsent;
    this.taken = taken;
    this.session = session;
    this.bytes = bytes;
  }

  @Override
  public void succeeded() {
    unsent.accept(-bytes);
    taken.run();
    super.succeeded();
  }

  @Override
  public void failed(Throwable failure) {
    unsent.accept(-bytes);
    session.abort();
    super.failed(failure);
  }
}
