package io.cablebridge.upstream.cable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.WebSocketCoreSession;

/**
 * Makes end points that are read on the selector thread itself. To hand each small frame to another
 * thread would cost more than all other work on it; in return nothing on the frame's path may
 * block. Connections of one selector are read in turns: one that always has more to read does not
 * keep the others waiting. A turn does not end within a message whose rest has come, or long
 * messages to many sessions would all be in memory at the same time.
 */
final class InlineConnector extends ClientConnector {
  @Override
  protected EndPoint newEndPoint(
      SelectableChannel channel, ManagedSelector selector, SelectionKey key) {
    return new InlineEndPoint((SocketChannel) channel, selector, key, getScheduler());
  }

  /** A piece of a message was read, and its end was not: the turn goes on. */
  static void continueTurn(CoreSession session) {
    if (session instanceof WebSocketCoreSession core
        && core.getConnection().getEndPoint() instanceof InlineEndPoint point) {
      point.reads = Math.max(point.reads, 1);
    } // else TLS, whose turns are longer
  }

  private static final class InlineEndPoint extends SocketChannelEndPoint {
    /** Reads in one turn, each of at most one input buffer. */
    private static final int READS = 8;

    /** The reads that are left in this turn. Only the selector thread reads the end point. */
    private int reads = READS;

    private Callback given = Callback.NOOP;
    private Callback inline = Callback.NOOP;

    InlineEndPoint(
        SocketChannel channel, ManagedSelector selector, SelectionKey key, Scheduler scheduler) {
      super(channel, selector, key, scheduler);
    }

    /** Finds nothing at the end of a turn: the caller then waits until it is selected again. */
    @Override
    public int fill(ByteBuffer buffer) throws IOException {
      if (reads == 0) {
        return 0;
      }
      reads--;
      return super.fill(buffer);
    }

    @Override
    public void fillInterested(Callback callback) {
      reads = READS;
      if (callback != given) {
        given = callback;
        inline = new Inline(callback);
      }
      super.fillInterested(inline);
    }
  }

  /** A callback that declares that it does not block. */
  private static final class Inline extends Callback.Nested {
    Inline(Callback callback) {
      super(callback);
    }

    @Override
    public InvocationType getInvocationType() {
      return InvocationType.NON_BLOCKING;
    }
  }
}
