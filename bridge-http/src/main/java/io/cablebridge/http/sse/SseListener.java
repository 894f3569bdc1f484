package io.cablebridge.http.sse;

import io.cablebridge.protocol.Transport;
import io.cablebridge.session.delivery.Attachment;
import io.cablebridge.session.delivery.Delivery;
import io.cablebridge.session.delivery.Listener;
import java.io.EOFException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.RetainableByteBuffer;
import org.eclipse.jetty.util.IteratingCallback;
import org.jspecify.annotations.Nullable;

/**
 * Writes one stream: takes a delivery, encodes it, writes it, and takes again when the write is
 * done. A slow client is thereby not sent more than it reads. {@link SseResponder} creates it. Any
 * thread may wake it; Jetty's {@link IteratingCallback} runs one iteration, and with it one write,
 * at a time.
 */
final class SseListener extends IteratingCallback implements Listener {
  private static final int MAX_POOLED = 64 * 1024;

  private final SseEncoding encoding;
  private final SseTransport transport;
  private final SseConfig config;
  private final ByteBufferPool buffers;
  private final AtomicBoolean ended = new AtomicBoolean();
  private volatile @Nullable Attachment attachment;
  private volatile boolean heartbeatDue;
  private volatile boolean superseded;

  /** Whether the response ends when nothing more waits for it. */
  private volatile boolean ending;

  private boolean last;
  private @Nullable RetainableByteBuffer pooled;

  /** The buffer being written; its position shows the timer whether the client reads anything. */
  private volatile @Nullable ByteBuffer writing;

  private final AtomicInteger writes = new AtomicInteger();

  // The timer thread alone uses these: what the last tick found, and since when it is unchanged.
  private int lastWrites;
  private int lastRemaining;
  private long unchangedSinceNanos;
  private boolean slow;

  SseListener(
      SseEncoding encoding,
      SseTransport transport,
      SseConfig config,
      ByteBufferPool buffers,
      long nanos) {
    super(false);
    this.encoding = encoding;
    this.transport = transport;
    this.config = config;
    this.buffers = buffers;
    this.unchangedSinceNanos = nanos;
  }

  void attached(Attachment newAttachment) {
    attachment = newAttachment;
  }

  @Override
  public void wake() {
    iterate();
  }

  @Override
  public void superseded() {
    superseded = true;
    iterate();
  }

  @Override
  public void end() {
    ending = true;
    iterate();
  }

  @Override
  public Transport transport() {
    return Transport.SSE;
  }

  @Override
  public InvocationType getInvocationType() {
    return InvocationType.NON_BLOCKING;
  }

  @Override
  protected Action process() {
    Attachment from = attachment;
    if (writing != null && from != null) {
      from.written();
    }
    release();
    if (last || superseded || from == null) {
      return last || superseded ? Action.SUCCEEDED : Action.IDLE;
    }
    Delivery delivery = from.take();
    if (delivery != null) {
      ByteBuffer bytes = buffer(encoding.room(delivery));
      boolean over = encoding.write(delivery, bytes);
      last = delivery.last() || over;
      from.writing(delivery, bytes.position());
      return write(bytes);
    }
    if (superseded || ending) {
      return Action.SUCCEEDED;
    }
    if (heartbeatDue) {
      byte[] heartbeat = encoding.heartbeat();
      from.writingHeartbeat();
      return write(buffer(heartbeat.length).put(heartbeat));
    }
    return Action.IDLE;
  }

  private ByteBuffer buffer(int size) {
    if (size > MAX_POOLED) {
      return ByteBuffer.allocate(size);
    }
    RetainableByteBuffer buffer = buffers.acquire(size, true);
    pooled = buffer;
    return buffer.getByteBuffer().clear();
  }

  private Action write(ByteBuffer bytes) {
    heartbeatDue = false;
    bytes.flip();
    writes.incrementAndGet();
    writing = bytes;
    holds(bytes.limit());
    transport.write(bytes, this);
    return Action.SCHEDULED;
  }

  private void holds(int bytes) {
    Attachment from = attachment;
    if (from != null) {
      from.holds(bytes);
    }
  }

  private void release() {
    ByteBuffer written = writing;
    if (written != null) {
      holds(-written.limit());
      writing = null;
    }
    if (pooled != null) {
      pooled.release();
      pooled = null;
    }
  }

  @Override
  public void tick(long nanos, boolean healthy) {
    ByteBuffer pending = writing;
    int remaining = pending == null ? 0 : pending.remaining();
    int written = writes.get();
    watch(pending != null, nanos);
    if (written != lastWrites || remaining != lastRemaining) {
      lastWrites = written;
      lastRemaining = remaining;
      unchangedSinceNanos = nanos;
    }
    Attachment from = attachment;
    if (from == null) {
      return;
    }
    long unchanged = nanos - unchangedSinceNanos;
    if (pending == null) {
      boolean due = healthy && unchanged >= encoding.heartbeatInterval().toNanos();
      if (due) {
        heartbeatDue = true;
      }
      if (due || from.isPostponed()) {
        iterate();
      }
    } else if (unchanged >= config.writeTimeout().toNanos()
        || from.mustMakeRoom(pending.limit(), nanos)) {
      from.givenUp(unchanged);
      disconnected();
    }
  }

  /** Shows a slow write while it lasts. */
  private void watch(boolean pending, long nanos) {
    Attachment from = attachment;
    boolean wasSlow = slow;
    slow = pending && from != null && from.writesSlowly(nanos);
    if (wasSlow && !slow && from != null) {
      from.writesAgain();
    }
  }

  /** Ends the stream at once: the client has closed its end, or reads nothing. */
  void disconnected() {
    abort(new EOFException("the client has disconnected"));
    end(false);
  }

  @Override
  protected void onCompleteSuccess() {
    Attachment ending = attachment;
    if (ending != null && last) {
      ending.finish();
    }
    end(true);
  }

  @Override
  protected void onCompleteFailure(Throwable cause) {
    release();
    end(false);
  }

  private void end(boolean afterLastBytes) {
    if (ended.compareAndSet(false, true)) {
      Attachment ending = attachment;
      if (ending != null) {
        ending.detach();
      }
      transport.close(afterLastBytes);
    }
  }
}
