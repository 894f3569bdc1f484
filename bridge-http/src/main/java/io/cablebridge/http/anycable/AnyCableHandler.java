package io.cablebridge.http.anycable;

import io.cablebridge.http.exchange.ApiException;
import io.cablebridge.http.exchange.ErrorCode;
import io.cablebridge.http.exchange.Exchange;
import io.cablebridge.http.session.SessionResolver;
import io.cablebridge.http.sse.SseConfig;
import io.cablebridge.http.sse.SseResponse;
import io.cablebridge.http.sse.SseResponseFactory;
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
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Answers {@code GET /events} and {@code POST /events}, as AnyCable's SSE endpoint does: a session
 * that lives as long as its response, subscribed to what the request names. Streams are read from
 * the broker; other channels from Rails, with the user's own cookies. The answer waits until all is
 * confirmed, so that a refusal has a status.
 */
public final class AnyCableHandler {
  private static final Duration CONFIRM_TIMEOUT = Duration.ofSeconds(5);

  private final SessionResolver gate;
  private final AnyCableRequestReader requests;
  private final StreamResolver names;
  private final SseResponseFactory responses;
  private final SseConfig sse;
  private final AnyCableConfig config;
  private final Time time;

  public AnyCableHandler(
      SessionResolver gate,
      AnyCableRequestReader requests,
      StreamResolver names,
      SseResponseFactory responses,
      SseConfig sse,
      AnyCableConfig config,
      Time time) {
    this.gate = gate;
    this.requests = requests;
    this.names = names;
    this.responses = responses;
    this.sse = sse;
    this.config = config;
    this.time = time;
  }

  public void handle(Exchange exchange) throws ApiException {
    requests.read(exchange, asked -> open(exchange, asked));
  }

  private void open(Exchange exchange, AnyCableRequest asked) throws ApiException {
    List<StreamTarget> targets = new ArrayList<>();
    boolean needsRails = false;
    for (Command.Subscribe subscribe : asked.subscribes()) {
      StreamTarget named = names.of(subscribe.identifier());
      if (named instanceof StreamTarget.Refused refused) {
        throw unauthorized(refused.reason());
      }
      needsRails |= named instanceof StreamTarget.Cable;
      targets.add(named);
    }
    Session session = gate.openPassing(exchange, needsRails);
    if (asked.expiresInNanos() > 0) {
      session.endAt(time.nanos() + asked.expiresInNanos(), new CloseReason("token_expired", false));
    }
    gate.whenOpened(session, exchange, opened -> subscribe(exchange, opened, asked, targets));
  }

  private void subscribe(
      Exchange exchange, Session session, AnyCableRequest asked, List<StreamTarget> targets) {
    SubscribeBarrier opening =
        new SubscribeBarrier(
            session, asked.subscribes().size(), new Answer(exchange, session, asked));
    try {
      Attachment attachment = session.attach(opening, null);
      List<Reply> replies = session.execute(List.copyOf(asked.subscribes()), targets);
      for (Reply reply : replies) {
        if (reply.error() != null) {
          attachment.detach();
          session.close(CloseReason.DELETED);
          exchange.fail(refused(reply.error()));
          return;
        }
      }
      opening.attached(attachment);
    } catch (AttachRefusedException e) {
      exchange.fail(SessionResolver.refusal(e));
      return;
    }
    opening.waitAtMost(CONFIRM_TIMEOUT, time);
  }

  private static ApiException refused(String error) {
    return error.equals("too_many_subscriptions")
        ? new ApiException(
            ErrorCode.BAD_REQUEST, "These are more than session.max-subscriptions allows.")
        : new ApiException(ErrorCode.SHUTTING_DOWN, "The session has ended (" + error + ").");
  }

  private static ApiException unauthorized(@Nullable String reason) {
    return new ApiException(
        ErrorCode.UNAUTHORIZED, reason == null ? "Rails rejected the subscription." : reason);
  }

  /** Answers once it is known how. */
  private final class Answer implements SubscribeBarrier.Outcome {
    private final Exchange exchange;
    private final Session session;
    private final AnyCableRequest asked;

    Answer(Exchange exchange, Session session, AnyCableRequest asked) {
      this.exchange = exchange;
      this.session = session;
      this.asked = asked;
    }

    @Override
    public void accepted(Attachment opening, List<Delivery> said) {
      AnyCableEventEncoder encoder =
          new AnyCableEventEncoder(
              session, asked.form(), sse, config.pingInterval(), time, asked.positions());
      SseResponse response = responses.begin(exchange, encoder);
      try {
        opening.finish();
        response.listener().attached(session.attach(response.listener(), null));
      } catch (AttachRefusedException e) {
        exchange.fail(SessionResolver.refusal(e));
        return;
      }
      response.send(encoded(encoder, said));
    }

    private static ByteBuffer encoded(AnyCableEventEncoder encoder, List<Delivery> said) {
      ByteBuffer all = ByteBuffer.allocate(0);
      for (Delivery delivery : said) {
        ByteBuffer more = ByteBuffer.allocate(all.remaining() + encoder.room(delivery));
        more.put(all);
        encoder.write(delivery, more);
        all = more.flip();
      }
      return all;
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
