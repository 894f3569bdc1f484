package io.cablebridge.http;

import io.cablebridge.session.Attachment;
import io.cablebridge.session.Delivery;
import io.cablebridge.session.Listener;
import io.cablebridge.session.Session;
import io.cablebridge.session.Transport;
import io.cablebridge.time.Time;
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
  private final AtomicBoolean answered = new AtomicBoolean();
  private volatile @Nullable Attachment attachment;
  private volatile Time.@Nullable Cancellable timeout;

  PollListener(Session session, Exchange exchange, Time time, Duration batchWindow) {
    this.session = session;
    this.exchange = exchange;
    this.time = time;
    this.batchWindow = batchWindow;
  }

  /** Begins to wait, for a time of zero until something comes. */
  void start(Attachment joined, Duration wait) {
    attachment = joined;
    Delivery waiting = joined.take();
    if (waiting != null) {
      answer(waiting);
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

  private void answerNow() {
    Attachment from = attachment;
    if (from != null && !answered.get()) {
      Delivery delivery = from.takeNow();
      if (delivery != null) {
        answer(delivery);
      }
    }
  }

  private void answer(Delivery delivery) {
    if (!answered.compareAndSet(false, true)) {
      return;
    }
    cancelTimeout();
    Attachment from = attachment;
    Callback written =
        Callback.from(
            () -> {
              if (from != null) {
                from.finish();
              }
              exchange.callback().succeeded();
            },
            failure -> {
              if (from != null) {
                from.detach();
              }
              exchange.callback().failed(failure);
            });
    Answers.json(exchange.response(), 200, PollEncoder.answer(delivery, session), written);
  }

  @Override
  public void superseded() {
    if (answered.compareAndSet(false, true)) {
      cancelTimeout();
      Answers.json(exchange.response(), 200, PollEncoder.superseded(session), exchange.callback());
    }
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
