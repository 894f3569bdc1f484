package io.cablebridge.http.anycable;

import io.cablebridge.http.exchange.ApiException;
import io.cablebridge.http.exchange.ErrorCode;
import io.cablebridge.http.exchange.Exchange;
import io.cablebridge.http.session.SessionResolver;
import io.cablebridge.http.sse.SseResponder;
import io.cablebridge.protocol.CloseReason;
import io.cablebridge.protocol.Command;
import io.cablebridge.session.Session;
import io.cablebridge.session.command.Reply;
import io.cablebridge.session.delivery.AttachRefusedException;
import io.cablebridge.session.delivery.Attachment;
import io.cablebridge.session.delivery.Delivery;
import io.cablebridge.stream.name.StreamResolver;
import io.cablebridge.stream.name.StreamTarget;
import io.cablebridge.time.Time;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

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
  private final SseResponder responder;
  private final AnyCableConfig config;
  private final Time time;

  @Inject
  AnyCableHandler(
      SessionResolver sessions,
      AnyCableRequestReader requests,
      StreamResolver streams,
      SseResponder responder,
      AnyCableConfig config,
      Time time) {
    this.sessions = sessions;
    this.requests = requests;
    this.streams = streams;
    this.responder = responder;
    this.config = config;
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
        throw new ApiException(ErrorCode.UNAUTHORIZED, refused.reason());
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
      Exchange exchange, Session session, AnyCableRequest request, List<StreamTarget> targets)
      throws AttachRefusedException {
    int subscriptions = request.subscribes().size();
    SubscribeBarrier barrier =
        new SubscribeBarrier(
            session,
            subscriptions,
            received -> stream(exchange, session, request, received),
            exchange::fail);
    Attachment attachment = session.attach(barrier, null);
    for (Reply reply : session.commands().execute(List.copyOf(request.subscribes()), targets)) {
      if (reply.error() != null) {
        attachment.detach();
        session.close(CloseReason.DELETED);
        exchange.fail(refused(reply.error(), subscriptions));
        return;
      }
    }
    barrier.start(attachment, CONFIRM_TIMEOUT, time);
  }

  private static ApiException refused(String error, int subscriptions) {
    return error.equals("too_many_subscriptions")
        ? ApiException.badRequest(
            subscriptions + " subscriptions are more than session.max-subscriptions allows.")
        : new ApiException(ErrorCode.SHUTTING_DOWN, "The session has ended (" + error + ").");
  }

  /** Streams what was received while the subscriptions were confirmed, and then what comes. */
  private void stream(
      Exchange exchange, Session session, AnyCableRequest request, List<Delivery> received) {
    AnyCableEventEncoder encoder =
        new AnyCableEventEncoder(session, request, responder.config(), config.pingInterval(), time);
    ByteBuffer first = ByteBuffer.allocate(0);
    for (Delivery delivery : received) {
      ByteBuffer longer = ByteBuffer.allocate(first.remaining() + encoder.room(delivery));
      longer.put(first);
      encoder.write(delivery, longer);
      first = longer.flip();
    }
    try {
      responder.begin(exchange, encoder, session, null, first);
    } catch (AttachRefusedException e) {
      exchange.fail(SessionResolver.refusal(e));
    }
  }
}
