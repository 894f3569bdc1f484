package io.cablebridge.http.session;

import io.cablebridge.http.exchange.ApiException;
import io.cablebridge.http.exchange.ErrorCode;
import io.cablebridge.http.exchange.Exchange;
import io.cablebridge.http.request.HandshakeFactory;
import io.cablebridge.protocol.Position;
import io.cablebridge.session.Handshake;
import io.cablebridge.session.OpenOutcome;
import io.cablebridge.session.Session;
import io.cablebridge.session.SessionLimitException;
import io.cablebridge.session.SessionRegistry;
import io.cablebridge.session.delivery.AttachRefusedException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The way from a request to its session: finds or opens it, checks that it is this client's, and
 * waits, without a thread, until it is known what Rails thinks of it.
 */
public final class SessionResolver {
  private final SessionRegistry sessions;
  private final HandshakeFactory handshakes;

  public SessionResolver(SessionRegistry sessions, HandshakeFactory handshakes) {
    this.sessions = sessions;
    this.handshakes = handshakes;
  }

  /**
   * The session of this id as far as it still is one for this client: living, or ended with
   * something left to tell.
   *
   * @throws ApiException when it is somebody else's
   */
  public @Nullable Session find(String id, Exchange exchange, @Nullable Position position)
      throws ApiException {
    Session session = sessions.find(id);
    if (session == null || (session.closeReason() != null && !session.owes(position))) {
      return null;
    }
    if (!session.credentials().admits(exchange.credentials())) {
      throw new ApiException(
          ErrorCode.CREDENTIALS_MISMATCH,
          "This session was opened with other credentials (session.bind-headers, session.bind-cookies).");
    }
    return session;
  }

  /** As {@link #find}, and opens a session when there is none. */
  public Session findOrOpen(String id, Exchange exchange, @Nullable Position position)
      throws ApiException {
    Session found = find(id, exchange, position);
    return found != null ? found : open(id, exchange);
  }

  /** The living session of this id; opens one when there is none. */
  Session livingOrOpen(String id, Exchange exchange) throws ApiException {
    Session found = find(id, exchange, null);
    return found != null && found.closeReason() == null ? found : open(id, exchange);
  }

  private Session open(String id, Exchange exchange) throws ApiException {
    try {
      Session opened = sessions.open(id, exchange.credentials(), handshake(exchange));
      if (!opened.credentials().admits(exchange.credentials())) {
        throw new ApiException(
            ErrorCode.CREDENTIALS_MISMATCH, "This session was opened with other credentials.");
      }
      return opened;
    } catch (SessionLimitException e) {
      throw refusal(e);
    }
  }

  /** Opens a session for this one response. */
  public Session openPassing(Exchange exchange, boolean needsRails) throws ApiException {
    try {
      return sessions.openPassing(
          exchange.credentials(),
          needsRails
              ? handshake(exchange)
              : handshakes.ofReader(exchange.request(), exchange.visitor()));
    } catch (SessionLimitException e) {
      throw refusal(e);
    }
  }

  private Handshake handshake(Exchange exchange) {
    return handshakes.handshake(
        exchange.request(), exchange.query(), exchange.visitor(), exchange.origin());
  }

  private static ApiException refusal(SessionLimitException limit) {
    return limit.shuttingDown()
        ? new ApiException(ErrorCode.SHUTTING_DOWN, "The bridge is shutting down.")
        : new ApiException(
            ErrorCode.SESSION_LIMIT, "There are as many sessions as session.max-sessions allows.");
  }

  /** Goes on when Rails has welcomed the session or is merely away; else answers the refusal. */
  public void whenOpened(Session session, Exchange exchange, Consumer<Session> then) {
    session.whenOpened(
        opening -> {
          exchange.response().getHeaders().put("X-Session-Id", session.epoch());
          if (opening == OpenOutcome.UNAUTHORIZED || opening == OpenOutcome.ORIGIN_REFUSED) {
            refused(session, exchange, opening);
          } else {
            then.accept(session);
          }
        });
  }

  private void refused(Session session, Exchange exchange, OpenOutcome opening) {
    sessions.forget(session);
    if (opening == OpenOutcome.UNAUTHORIZED) {
      exchange.fail(ErrorCode.UNAUTHORIZED, "Rails does not accept this user.");
    } else {
      exchange.fail(
          ErrorCode.ORIGIN_NOT_ALLOWED,
          "Rails does not accept this Origin (config.action_cable.allowed_request_origins).");
    }
  }

  public static ApiException refusal(AttachRefusedException refused) {
    return refused.why() == AttachRefusedException.Cause.BUSY
        ? new ApiException(
            ErrorCode.SESSION_BUSY,
            "Another client listens to this session; a position of it (after, Last-Event-ID) proves"
                + " a return, session.allow-reuse lets several listen.")
        : new ApiException(
            ErrorCode.BAD_REQUEST, "The position is beyond everything that was ever sent.");
  }
}
