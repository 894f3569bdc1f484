package io.cablebridge.http.session;

import io.cablebridge.http.exchange.Exchange;
import io.cablebridge.http.exchange.Responses;
import io.cablebridge.session.Attachment;
import io.cablebridge.session.Session;
import io.cablebridge.session.delivery.Delivery;
import io.cablebridge.session.delivery.Listener;
import io.cablebridge.session.delivery.PollResult;
import io.cablebridge.session.delivery.Transport;
import io.cablebridge.time.Time;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * One poll: answers at once when something waits, else a moment after the first event, else at its
 * time-out with nothing. Takes once and is done, which is all that distinguishes it from a stream.
 * Made by {@link PollHandler}; whoever comes first of event, time-out and successor answers.
 */
final class PollListener implements Listener {
  private final Session session;
  private final Exchange exchange;
  private final Time time;
  private final Duration batchWindow;
  private final long sinceNanos;
  private final AtomicBoolean answered = new AtomicBoolean();
  private volatile @Nullable Attachment attachment;
  private volatile Time.@Nullable Cancellable timeout;

  PollListener(Session session, Exchange exchange, Time time, Duration batchWindow) {
    this.session = session;
    this.exchange = exchange;
    this.time = time;
    this.sinceNanos = time.nanos();
    this.batchWindow = batchWindow;
  }

  /** Begins to wait, for a time of zero until something comes. */
  void start(Attachment joined, Duration wait) {
    attachment = joined;
    Delivery waiting = joined.take();
    if (waiting != null) {
      if (answered.compareAndSet(false, true)) {
        answer(joined, waiting);
      }
    } else if (joined.hasEnded()) {
      superseded(); // by a poll that came between joining and now
    } else if (!wait.isZero()) {
      timeout = time.after(wait, this::answerNow);
      if (answered.get()) {
        cancelTimeout();
      }
    }
  }

  @Override
  public void wake() {
    if (batchWindow.isZero()) {
      answerNow();
    } else {
      time.after(batchWindow, this::answerNow);
    }
  }

  /** Who answers takes, and nobody else: what is taken and not written would be lost. */
  private void answerNow() {
    Attachment from = attachment;
    if (from != null && answered.compareAndSet(false, true)) {
      cancelTimeout();
      Delivery delivery = from.takeNow();
      if (delivery != null) {
        answer(from, delivery);
      } else {
        answerSuperseded(from);
      }
    }
  }

  private void answer(Attachment from, Delivery delivery) {
    PollResult result = delivery.events().isEmpty() ? PollResult.EMPTY : PollResult.DATA;
    long waited = time.nanos() - sinceNanos;
    Callback written =
        Callback.from(
            () -> {
              from.written();
              from.polled(result, waited);
              from.finish();
              exchange.callback().succeeded();
            },
            failure -> {
              from.detach();
              from.polled(PollResult.GONE, waited);
              exchange.callback().failed(failure);
            });
    ByteBuffer body = PollEncoder.answer(delivery, session);
    from.writing(delivery, body.remaining());
    Responses.json(exchange.response(), 200, body, written);
  }

  @Override
  public void superseded() {
    Attachment from = attachment;
    if (from != null && answered.compareAndSet(false, true)) {
      cancelTimeout();
      answerSuperseded(from);
    }
  }

  private void answerSuperseded(Attachment from) {
    from.polled(PollResult.SUPERSEDED, time.nanos() - sinceNanos);
    Responses.json(
        exchange.response(), 200, PollEncoder.superseded(session, from), exchange.callback());
  }

  private void cancelTimeout() {
    Time.Cancellable waiting = timeout;
    if (waiting != null) {
      waiting.cancel();
    }
  }

  @Override
  public void tick(long nanos, boolean healthy) {
    // A poll's only deadline is its own time-out.
  }

  @Override
  public Transport transport() {
    return Transport.POLL;
  }
}
