package io.cablebridge.http.anycable;

import com.google.errorprone.annotations.concurrent.GuardedBy;
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
 * Listens to a session until all subscriptions of a request to {@code /events} are confirmed, or
 * one is rejected, as the status of the response depends on it; keeps the deliveries of that time.
 * {@link AnyCableHandler} creates it. It calls its {@link Result} once, outside its lock.
 */
final class SubscribeBarrier implements Listener {
  /** At this size of the kept messages the barrier takes no more; they wait in the backlog. */
  private static final int MAX_KEPT_BYTES = 256 * 1024;

  private final Session session;
  private final int expected;
  private final Result result;

  @GuardedBy("this")
  private final Set<String> confirmed = new HashSet<>();

  @GuardedBy("this")
  private final List<Delivery> kept = new ArrayList<>();

  @GuardedBy("this")
  private @Nullable Attachment attachment;

  @GuardedBy("this")
  private Time.@Nullable Cancellable deadline;

  @GuardedBy("this")
  private int keptBytes;

  @GuardedBy("this")
  private boolean decided;

  /** One of these methods is called once, on any thread. */
  interface Result {
    /** All subscriptions are confirmed, or the deadline has passed. */
    void accepted(Attachment attachment, List<Delivery> received);

    /** A subscription was rejected. */
    void rejected(@Nullable String reason);

    /** The session ended. */
    void ended(Event.Closed closed);
  }

  SubscribeBarrier(Session session, int expected, Result result) {
    this.session = session;
    this.expected = expected;
    this.result = result;
  }

  void attached(Attachment newAttachment) {
    synchronized (this) {
      attachment = newAttachment;
    }
    wake();
  }

  @Override
  public void wake() {
    Runnable decision = takeAvailable();
    if (decision != null) {
      decision.run();
    }
  }

  private synchronized @Nullable Runnable takeAvailable() {
    Attachment from = attachment;
    if (from == null) {
      return null;
    }
    while (!decided && keptBytes < MAX_KEPT_BYTES) {
      Delivery delivery = from.take();
      if (delivery == null) {
        break;
      }
      kept.add(delivery);
      for (Event event : delivery.events()) {
        if (event instanceof Event.Closed closed) {
          return decide(() -> result.ended(closed));
        }
        if (event instanceof ChannelEvent channel) {
          if (channel.kind() == Event.Kind.REJECTED) {
            return decide(() -> result.rejected(channel.reason()));
          }
          keep(channel);
        }
      }
      if (delivery.last() || confirmed.size() >= expected) {
        return accept(from);
      }
    }
    CloseReason end = decided ? null : session.closeReason();
    return end == null ? null : decide(() -> result.ended(new Event.Closed(end)));
  }

  @GuardedBy("this")
  private void keep(ChannelEvent event) {
    if (event.message() != null) {
      keptBytes += event.message().json().length();
    }
    if (event.kind() == Event.Kind.CONNECTED) {
      confirmed.add(event.subscription().chanId());
    }
  }

  /** Accepts after this time, whatever is confirmed by then. */
  void waitAtMost(Duration limit, Time time) {
    Time.Cancellable timer = time.after(limit, this::timeout);
    synchronized (this) {
      deadline = timer;
      if (decided) {
        timer.cancel();
      }
    }
  }

  private void timeout() {
    Runnable decision;
    synchronized (this) {
      Attachment from = attachment;
      decision = decided || from == null ? null : accept(from);
    }
    if (decision != null) {
      decision.run();
    }
  }

  @GuardedBy("this")
  private Runnable accept(Attachment from) {
    List<Delivery> received = List.copyOf(kept);
    return decide(() -> result.accepted(from, received));
  }

  @GuardedBy("this")
  private Runnable decide(Runnable decision) {
    decided = true;
    Time.Cancellable timer = deadline;
    if (timer != null) {
      timer.cancel();
    }
    return decision;
  }

  @Override
  public void superseded() {}

  /** A listener that takes nothing is not woken: then this notices the end of the session. */
  @Override
  public void tick(long nanos, boolean healthy) {
    wake();
  }

  @Override
  public Transport transport() {
    return Transport.SSE;
  }
}
