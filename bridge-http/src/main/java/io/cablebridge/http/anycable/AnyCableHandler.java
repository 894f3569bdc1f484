package io.cablebridge.http.anycable;

import io.cablebridge.http.exchange.ApiException;
import io.cablebridge.http.exchange.ErrorCode;
import io.cablebridge.http.exchange.Exchange;
import io.cablebridge.http.session.SessionResolver;
import io.cablebridge.protocol.Command;
import io.cablebridge.session.Attachment;
import io.cablebridge.session.Session;
import io.cablebridge.session.command.Reply;
import io.cablebridge.session.delivery.AttachRefusedException;
import io.cablebridge.session.delivery.CloseReason;
import io.cablebridge.session.delivery.Delivery;
import io.cablebridge.session.delivery.Event;
import io.cablebridge.stream.name.StreamResolver;
import io.cablebridge.stream.name.StreamTarget;
import io.cablebridge.time.Time;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Answers {@code GET /events} and {@code POST /events} as AnyCable's SSE endpoint does: with a
 * session that lives as long as its response, subscribed to the channels of the request. Streams
 * come from the broker, other channels from Rails with the user's own cookies. The response waits
 * for all confirmations, so that a refusal has a status. One for the process, thread-safe.
 */
public final class AnyCableHandler {
  private static final Duration CONFIRM_TIMEOUT = Duration.ofSeconds(5);

  private final SessionResolver sessions;
  private final AnyCableRequestReader requests;
  private final StreamResolver streams;
  private final AnyCableStreamStarter starter;
  private final Time time;

  @Inject
  AnyCableHandler(
      SessionResolver sessions,
      AnyCableRequestReader requests,
      StreamResolver streams,
      AnyCableStreamStarter starter,
      Time time) {
    this.sessions = sessions;
    this.requests = requests;
    this.streams = streams;
    this.starter = starter;
    this.time = time;
  }

  public void handle(Exchange exchange) throws ApiException {
    requests.read(exchange, request -> open(exchange, request));
  }

  private void open(Exchange exchange, AnyCableRequest request) throws ApiException {
    List<StreamTarget> targets = new ArrayList<>();
    boolean needsRails = false;
    for (Command.Subscribe subscribe : request.subscribes()) {
      StreamTarget target = streams.of(subscribe.identifier());
      if (target instanceof StreamTarget.Refused refused) {
        throw unauthorized(refused.reason());
      }
      needsRails |= target instanceof StreamTarget.Cable;
      targets.add(target);
    }
    Session session = sessions.openEphemeral(exchange, needsRails);
    if (request.expiresInNanos() > 0) {
      session.endAt(
          time.nanos() + request.expiresInNanos(), new CloseReason("token_expired", false));
    }
    sessions.whenOpened(session, exchange, opened -> subscribe(exchange, opened, request, targets));
  }

  private void subscribe(
      Exchange exchange, Session session, AnyCableRequest request, List<StreamTarget> targets) {
    int subscriptions = request.subscribes().size();
    SubscribeBarrier barrier =
        new SubscribeBarrier(
            session, subscriptions, new ConfirmedStream(exchange, session, request));
    try {
      Attachment attachment = session.attach(barrier, null);
      List<Reply> replies = session.execute(List.copyOf(request.subscribes()), targets);
      for (Reply reply : replies) {
        if (reply.error() != null) {
          attachment.detach();
          session.close(CloseReason.DELETED);
          exchange.fail(refused(reply.error(), subscriptions));
          return;
        }
      }
      barrier.attached(attachment);
    } catch (AttachRefusedException e) {
      exchange.fail(SessionResolver.refusal(e));
      return;
    }
    barrier.waitAtMost(CONFIRM_TIMEOUT, time);
  }

  private static ApiException refused(String error, int subscriptions) {
    return error.equals("too_many_subscriptions")
        ? new ApiException(
            ErrorCode.BAD_REQUEST,
            subscriptions + " subscriptions are more than session.max-subscriptions allows.")
        : new ApiException(ErrorCode.SHUTTING_DOWN, "The session has ended (" + error + ").");
  }

  private static ApiException unauthorized(@Nullable String reason) {
    return new ApiException(
        ErrorCode.UNAUTHORIZED, reason == null ? "Rails rejected the subscription." : reason);
  }

  /** Answers one request when the result of its subscriptions is known. */
  private final class ConfirmedStream implements SubscribeBarrier.Result {
    private final Exchange exchange;
    private final Session session;
    private final AnyCableRequest request;

    ConfirmedStream(Exchange exchange, Session session, AnyCableRequest request) {
      this.exchange = exchange;
      this.session = session;
      this.request = request;
    }

    @Override
    public void accepted(Attachment attachment, List<Delivery> received) {
      attachment.finish();
      starter.start(exchange, session, request, received);
    }

    @Override
    public void rejected(@Nullable String reason) {
      session.close(CloseReason.UNAUTHORIZED);
      exchange.fail(unauthorized(reason));
    }

    @Override
    public void ended(Event.Closed closed) {
      if (closed.reason().equals(CloseReason.SHUTTING_DOWN)) {
        exchange.fail(ErrorCode.SHUTTING_DOWN, "The bridge is shutting down.");
      } else {
        exchange.fail(
            unauthorized(
                closed.reason().equals(CloseReason.UNAUTHORIZED)
                    ? null
                    : "The session has ended (" + closed.reason().text() + ")."));
      }
    }
  }
}
