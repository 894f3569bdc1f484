package io.cablebridge.http.anycable;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.cablebridge.http.exchange.ApiException;
import io.cablebridge.http.exchange.ErrorCode;
import io.cablebridge.protocol.CloseReason;
import io.cablebridge.protocol.Transport;
import io.cablebridge.protocol.UpstreamState;
import io.cablebridge.session.Session;
import io.cablebridge.session.delivery.Attachment;
import io.cablebridge.session.delivery.Delivery;
import io.cablebridge.session.delivery.Event;
import io.cablebridge.session.delivery.Event.ChannelEvent;
import io.cablebridge.session.delivery.Listener;
import io.cablebridge.time.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Listens to a session until all subscriptions of a request to {@code /events} are confirmed, or
 * one is rejected, as the status of the response depends on it; keeps the deliveries of that time.
 * {@link AnyCableHandler} creates it. It calls one of its consumers once, on any thread, outside
 * its lock.
 */
final class SubscribeBarrier implements Listener {
  /** At this size of the kept messages the barrier takes no more; they wait in the backlog. */
  private static final int MAX_KEPT_BYTES = 256 * 1024;

  private final Session session;
  private final int expected;
  private final Consumer<List<Delivery>> accepted;
  private final Consumer<ApiException> refused;

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

  @GuardedBy("this")
  private boolean overdue;

  SubscribeBarrier(
      Session session,
      int expected,
      Consumer<List<Delivery>> accepted,
      Consumer<ApiException> refused) {
    this.session = session;
    this.expected = expected;
    this.accepted = accepted;
    this.refused = refused;
  }

  /**
   * Starts to take; accepts after this time, whatever is confirmed by then. While Rails is
   * connected it waits for Rails' answer: the session rejects a subscription that is never
   * answered, such as one to an unknown channel.
   */
  void start(Attachment newAttachment, Duration limit, Time time) {
    synchronized (this) {
      attachment = newAttachment;
    }
    wake();
    Time.Cancellable timer = time.after(limit, () -> timeout(newAttachment));
    synchronized (this) {
      deadline = timer;
      if (decided) {
        timer.cancel();
      }
    }
  }

  @Override
  public void wake() {
    takeAvailable().run();
  }

  private synchronized Runnable takeAvailable() {
    Attachment from = attachment;
    if (from == null) {
      return SubscribeBarrier::undecided;
    }
    while (!decided && keptBytes < MAX_KEPT_BYTES) {
      Delivery delivery = from.take();
      if (delivery == null) {
        break;
      }
      kept.add(delivery);
      for (Event event : delivery.events()) {
        if (event instanceof Event.Closed closed) {
          return refuse(ending(closed.reason()));
        }
        if (event instanceof ChannelEvent channel) {
          if (channel.kind() == Event.Kind.REJECTED) {
            return refuse(unauthorized(channel.reason()));
          }
          keep(channel);
        }
      }
      if (delivery.last() || confirmed.size() >= expected) {
        return accept(from);
      }
    }
    CloseReason end = decided ? null : session.closeReason();
    return end == null ? SubscribeBarrier::undecided : refuse(ending(end));
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

  private void timeout(Attachment from) {
    boolean railsOwesAnswer = railsOwesAnswer();
    Runnable decision;
    synchronized (this) {
      overdue = true;
      boolean waits = railsOwesAnswer && keptBytes < MAX_KEPT_BYTES;
      decision = decided || waits ? SubscribeBarrier::undecided : accept(from);
    }
    decision.run();
  }

  private boolean railsOwesAnswer() {
    return session.upstreamState() == UpstreamState.OPEN
        && session.subscriptions().all().stream()
            .anyMatch(subscription -> !subscription.isStream() && !subscription.confirmed());
  }

  @GuardedBy("this")
  private Runnable accept(Attachment from) {
    decide();
    List<Delivery> received = List.copyOf(kept);
    return () -> {
      from.finish();
      accepted.accept(received);
    };
  }

  @GuardedBy("this")
  private Runnable refuse(ApiException refusal) {
    decide();
    return () -> {
      session.close(CloseReason.UNAUTHORIZED); // unless it has ended
      refused.accept(refusal);
    };
  }

  @GuardedBy("this")
  private void decide() {
    decided = true;
    if (deadline != null) {
      deadline.cancel();
    }
  }

  private static void undecided() {}

  private static ApiException ending(CloseReason reason) {
    if (reason.equals(CloseReason.SHUTTING_DOWN)) {
      return ApiException.shuttingDown();
    }
    boolean rejected = reason.equals(CloseReason.UNAUTHORIZED);
    return unauthorized(rejected ? null : "The session has ended (" + reason.text() + ").");
  }

  private static ApiException unauthorized(@Nullable String reason) {
    String text =
        reason == null
            ? "Rails rejected the subscription."
            : reason.equals("no_answer")
                ? "Rails does not answer the subscription (no_answer), as for an unknown channel."
                : reason;
    return new ApiException(ErrorCode.UNAUTHORIZED, text);
  }

  @Override
  public void superseded() {}

  /** A listener that takes nothing is not woken: then this notices the end of the session. */
  @Override
  public void tick(long nanos, boolean healthy) {
    wake();
    Attachment late;
    synchronized (this) {
      late = overdue && !decided ? attachment : null;
    }
    if (late != null) {
      timeout(late);
    }
  }

  @Override
  public Transport transport() {
    return Transport.SSE;
  }
}
