package io.cablebridge.http.sse;

import io.cablebridge.http.session.SseHandler;
import io.cablebridge.session.Attachment;
import io.cablebridge.session.delivery.Delivery;
import io.cablebridge.session.delivery.Listener;
import io.cablebridge.session.delivery.Transport;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.RetainableByteBuffer;
import org.eclipse.jetty.util.IteratingCallback;
import org.jspecify.annotations.Nullable;

/**
 * One stream: takes, encodes, writes, and takes again when the write is done. A slow reader is
 * simply not asked for more. Made by {@link SseHandler}; it iterates on whatever thread wakes it,
 * one at a time (Jetty's IteratingCallback sees to that), and writes one buffer at a time.
 */
public final class SseListener extends IteratingCallback implements Listener {
  private static final int POOLED = 64 * 1024;

  private final SseEncoding format;
  private final SseTransport output;
  private final SseConfig config;
  private final ByteBufferPool buffers;
  private final AtomicBoolean ended = new AtomicBoolean();
  private volatile @Nullable Attachment attachment;
  private volatile boolean heartbeatDue;
  private volatile boolean superseded;
  private boolean last;
  private @Nullable RetainableByteBuffer pooled;

  /**
   * What is being written; for the deadline, which sees in its position whether the client takes
   * anything.
   */
  private volatile @Nullable ByteBuffer writing;

  /** Counts writes. */
  private final AtomicInteger writes = new AtomicInteger();

  /**
   * What the last tick saw, and since when it has seen nothing else; only the timer thread touches
   * them.
   */
  private int seenWrites;

  private int seenLeft;
  private long quietSinceNanos;

  SseListener(
      SseEncoding format,
      SseTransport output,
      SseConfig config,
      ByteBufferPool buffers,
      long nanos) {
    super(false);
    this.format = format;
    this.output = output;
    this.config = config;
    this.buffers = buffers;
    this.quietSinceNanos = nanos;
  }

  public void attached(Attachment newAttachment) {
    attachment = newAttachment;
  }

  void start() {
    iterate();
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
  public Transport transport() {
    return Transport.SSE;
  }

  @Override
  public InvocationType getInvocationType() {
    return InvocationType.NON_BLOCKING;
  }

  @Override
  protected Action process() {
    boolean wrote = writing != null;
    writing = null;
    release();
    Attachment from = attachment;
    if (wrote && from != null) {
      from.written();
    }
    if (last || superseded || from == null) {
      return last || superseded ? Action.SUCCEEDED : Action.IDLE;
    }
    Delivery delivery = from.take();
    if (delivery != null) {
      ByteBuffer bytes = room(format.room(delivery));
      boolean over = format.write(delivery, bytes);
      last = delivery.last() || over;
      from.writing(delivery, bytes.position());
      return write(bytes);
    }
    if (superseded) {
      return Action.SUCCEEDED;
    }
    if (heartbeatDue) {
      ByteBuffer bytes = room(format.heartbeatRoom());
      format.heartbeat(bytes);
      from.writingHeartbeat();
      return write(bytes);
    }
    return Action.IDLE;
  }

  private ByteBuffer room(int size) {
    if (size > POOLED) {
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
    output.write(bytes, this);
    return Action.SCHEDULED;
  }

  private void release() {
    if (pooled != null) {
      pooled.release();
      pooled = null;
    }
  }

  @Override
  public void tick(long nanos, boolean healthy) {
    ByteBuffer pending = writing;
    int left = pending == null ? 0 : pending.remaining();
    int written = writes.get();
    if (written != seenWrites || left != seenLeft) {
      seenWrites = written;
      seenLeft = left;
      quietSinceNanos = nanos;
      return;
    }
    long quiet = nanos - quietSinceNanos;
    if (pending != null && quiet >= config.writeTimeout().toNanos()) {
      Attachment from = attachment;
      if (from != null) {
        from.givenUp(quiet);
      }
      gone();
    } else if (pending == null && healthy && quiet >= format.heartbeatEvery().toNanos()) {
      heartbeatDue = true;
      iterate();
    }
  }

  /** The client has closed its end, or takes nothing: nothing can be written any more. */
  void gone() {
    abort(new java.io.EOFException("the client has gone"));
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
    writing = null;
    release();
    end(false);
  }

  private void end(boolean inOrder) {
    if (ended.compareAndSet(false, true)) {
      Attachment ending = attachment;
      if (ending != null) {
        ending.detach();
      }
      output.close(inOrder);
    }
  }
}
