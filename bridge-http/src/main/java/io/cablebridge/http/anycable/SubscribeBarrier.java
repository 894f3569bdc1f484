package io.cablebridge.http.anycable;

import io.cablebridge.session.Attachment;
import io.cablebridge.session.Session;
import io.cablebridge.session.delivery.CloseReason;
import io.cablebridge.session.delivery.Delivery;
import io.cablebridge.session.delivery.Event;
import io.cablebridge.session.delivery.Event.ChannelEvent;
import io.cablebridge.session.delivery.Listener;
import io.cablebridge.session.delivery.Transport;
import io.cablebridge.time.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Listens until it is known whether all subscriptions of a request to {@code /events} are
 * confirmed, because the status of the answer hangs on it, and keeps what was said meanwhile. Made
 * by {@link AnyCableHandler}; decides once. Its own monitor guards its state.
 */
final class SubscribeBarrier implements Listener {
  /** What is said beyond so many bytes waits in the backlog until it is known how to answer. */
  private static final int KEPT_BYTES = 256 * 1024;

  private final Session session;
  private final int expected;
  private final Outcome outcome;
  private final Set<String> confirmed = new HashSet<>();
  private final List<Delivery> kept = new ArrayList<>();
  private @Nullable Attachment attachment;
  private Time.@Nullable Cancellable deadline;
  private int keptBytes;
  private boolean decided;

  /** Told once, on any thread. */
  interface Outcome {
    /** All are confirmed, or it takes too long to wait for. */
    void accepted(Attachment opening, List<Delivery> said);

    /** One was rejected. */
    void rejected(@Nullable String reason);

    /** The session ended before. */
    void ended(Event.Closed closed);
  }

  SubscribeBarrier(Session session, int expected, Outcome outcome) {
    this.session = session;
    this.expected = expected;
    this.outcome = outcome;
  }

  void attached(Attachment newAttachment) {
    synchronized (this) {
      attachment = newAttachment;
    }
    wake();
  }

  @Override
  public void wake() {
    Runnable decision = read();
    if (decision != null) {
      decision.run();
    }
  }

  private synchronized @Nullable Runnable read() {
    Attachment from = attachment;
    if (from == null) {
      return null;
    }
    while (!decided && keptBytes < KEPT_BYTES) {
      Delivery delivery = from.take();
      if (delivery == null) {
        break;
      }
      kept.add(delivery);
      for (Event event : delivery.events()) {
        if (event instanceof Event.Closed closed) {
          return decide(() -> outcome.ended(closed));
        }
        if (event instanceof ChannelEvent told && told.message() != null) {
          keptBytes += told.message().json().length();
        }
        if (event instanceof ChannelEvent told && told.kind() == Event.Kind.REJECTED) {
          return decide(() -> outcome.rejected(told.reason()));
        }
        if (event instanceof ChannelEvent told && told.kind() == Event.Kind.CONNECTED) {
          confirmed.add(told.subscription().chanId());
        }
      }
      if (delivery.last() || confirmed.size() >= expected) {
        return decide(() -> outcome.accepted(from, kept));
      }
    }
    CloseReason end = decided ? null : session.closeReason();
    return end == null ? null : decide(() -> outcome.ended(new Event.Closed(end)));
  }

  /** Waits no longer than this, then goes on with what is there. */
  void waitAtMost(Duration limit, Time time) {
    Time.Cancellable waiting = time.after(limit, this::hurry);
    synchronized (this) {
      deadline = waiting;
      if (decided) {
        waiting.cancel();
      }
    }
  }

  private void hurry() {
    Runnable decision;
    synchronized (this) {
      Attachment from = attachment;
      decision = decided || from == null ? null : decide(() -> outcome.accepted(from, kept));
    }
    if (decision != null) {
      decision.run();
    }
  }

  private Runnable decide(Runnable decision) {
    decided = true;
    Time.Cancellable waiting = deadline;
    if (waiting != null) {
      waiting.cancel();
    }
    return decision;
  }

  @Override
  public void superseded() {}

  /** Who does not take is not woken: then the end of the session is seen here. */
  @Override
  public void tick(long nanos, boolean healthy) {
    wake();
  }

  @Override
  public Transport transport() {
    return Transport.SSE;
  }
}
