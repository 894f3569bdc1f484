package io.cablebridge.http.session;

import io.cablebridge.http.exchange.Exchange;
import io.cablebridge.http.exchange.Responses;
import io.cablebridge.protocol.Transport;
import io.cablebridge.session.Session;
import io.cablebridge.session.delivery.Attachment;
import io.cablebridge.session.delivery.Delivery;
import io.cablebridge.session.delivery.Listener;
import io.cablebridge.session.delivery.PollResult;
import io.cablebridge.time.Time;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * One poll. It answers at once when events wait, else a batch window after the first event, else at
 * its timeout with no event. It takes once and ends, which is its only difference from a stream.
 * {@link SessionHandler} creates it. Event, timeout and a newer poll race on any thread; the first
 * one answers.
 */
final class PollListener implements Listener {
  private final Session session;
  private final Exchange exchange;
  private final Time time;
  private final Duration batchWindow;
  private final long startNanos;
  private final AtomicBoolean answered = new AtomicBoolean();
  private volatile @Nullable Attachment attachment;
  private volatile Time.@Nullable Cancellable timeout;

  /** Whether an answer with a delivery is being written. */
  private volatile boolean writing;

  PollListener(Session session, Exchange exchange, Time time, Duration batchWindow) {
    this.session = session;
    this.exchange = exchange;
    this.time = time;
    this.startNanos = time.nanos();
    this.batchWindow = batchWindow;
  }

  void start(Attachment newAttachment, Duration wait) {
    attachment = newAttachment;
    Delivery delivery = newAttachment.take();
    if (delivery != null) {
      if (answered.compareAndSet(false, true)) {
        answer(newAttachment, delivery);
      }
    } else if (newAttachment.hasEnded()) {
      answerNow(); // as a poll that attached in the meantime replaces this one
    } else {
      timeout = time.after(wait, this::answerNow);
      if (answered.get()) {
        cancelTimeout();
      }
    }
  }

  @Override
  public void wake() {
    afterBatch(this::answerIfAny);
  }

  @Override
  public void end() {
    afterBatch(this::answerNow);
  }

  private void afterBatch(Runnable answer) {
    if (batchWindow.isZero()) {
      answer.run();
    } else {
      time.after(batchWindow, answer);
    }
  }

  /** Something has come, unless a poll before this one has ended, whose answer holds it. */
  private void answerIfAny() {
    Attachment from = attachment;
    if (from != null && !from.waits()) {
      answerNow();
    }
  }

  /** The session has ended the attachment: then there is nothing to take. */
  @Override
  public void superseded() {
    answerNow();
  }

  /** Takes only if it also answers: a delivery that is taken and not written would be lost. */
  private void answerNow() {
    Attachment from = attachment;
    if (from != null && answered.compareAndSet(false, true)) {
      cancelTimeout();
      Delivery delivery = from.takeNow();
      if (delivery != null) {
        answer(from, delivery);
      } else {
        from.polled(PollResult.SUPERSEDED, time.nanos() - startNanos);
        Responses.json(
            exchange.response(), 200, PollEncoder.superseded(session, from), exchange.callback());
      }
    }
  }

  private void answer(Attachment from, Delivery delivery) {
    PollResult result = delivery.events().isEmpty() ? PollResult.EMPTY : PollResult.DATA;
    long begin = time.nanos();
    long waited = begin - startNanos;
    ByteBuffer body = PollEncoder.answer(delivery, session);
    int length = body.remaining();
    from.holds(length);
    Callback written =
        Callback.from(
            () -> {
              writing = false;
              from.holds(-length);
              from.written();
              from.polled(result, waited);
              from.finish();
              exchange.callback().succeeded();
            },
            failure -> {
              if (failure instanceof TimeoutException && !from.hasEnded()) {
                from.givenUp(time.nanos() - begin);
              }
              writing = false;
              from.holds(-length);
              from.detach();
              from.polled(PollResult.GONE, waited);
              exchange.callback().failed(failure);
            });
    from.writing(delivery, length);
    writing = true;
    Responses.json(exchange.response(), 200, body, written);
  }

  private void cancelTimeout() {
    if (timeout != null) {
      timeout.cancel();
    }
  }

  /**
   * Shows a slow write while it lasts, and takes what had to wait for room. A poll's only deadline
   * is its own timeout; an answer that its client does not read ends with the idle timeout of the
   * connection.
   */
  @Override
  public void tick(long nanos, boolean healthy) {
    Attachment from = attachment;
    if (writing && from != null) {
      from.writesSlowly(nanos);
    } else if (from != null && !answered.get() && from.isPostponed()) {
      wake();
    }
  }

  @Override
  public Transport transport() {
    return Transport.POLL;
  }
}
