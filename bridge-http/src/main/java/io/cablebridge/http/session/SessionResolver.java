package io.cablebridge.http.session;

import io.cablebridge.http.exchange.ApiException;
import io.cablebridge.http.exchange.ErrorCode;
import io.cablebridge.http.exchange.Exchange;
import io.cablebridge.http.request.BindingConfig;
import io.cablebridge.http.request.HandshakeFactory;
import io.cablebridge.protocol.Position;
import io.cablebridge.session.OpenOutcome;
import io.cablebridge.session.Session;
import io.cablebridge.session.SessionLimitException;
import io.cablebridge.session.SessionRegistry;
import io.cablebridge.session.command.Handshake;
import io.cablebridge.session.delivery.AttachRefusedException;
import jakarta.inject.Inject;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds or opens the session of a request, checks that the request has the session's credentials,
 * and waits, without a thread, until Rails has accepted or refused a new session. One for the
 * process, thread-safe.
 */
public final class SessionResolver {
  private final SessionRegistry sessions;
  private final HandshakeFactory handshakes;
  private final BindingConfig config;
  private final OriginCheckCaution caution;
  private final Pattern id;

  @Inject
  SessionResolver(SessionRegistry sessions, HandshakeFactory handshakes, BindingConfig config) {
    this.sessions = sessions;
    this.handshakes = handshakes;
    this.config = config;
    this.caution = new OriginCheckCaution(config);
    this.id =
        Pattern.compile(
            "[A-Za-z0-9._~-]{" + config.minIdLength() + "," + config.maxIdLength() + "}");
  }

  void requireId(String segment) throws ApiException {
    if (segment.indexOf('/') >= 0) {
      throw ApiException.noSuchEndpoint();
    }
    if (!id.matcher(segment).matches()) {
      throw new ApiException(
          ErrorCode.BAD_SESSION_ID,
          String.format(
              Locale.ROOT,
              "An events id has %d to %d characters, each one of A-Z a-z 0-9 . _ ~ -.",
              config.minIdLength(),
              config.maxIdLength()));
    }
  }

  /** Whether there may be a session with this id; {@link #find} decides. */
  boolean mayExist(String id) {
    return sessions.find(id) != null;
  }

  /**
   * The session with an id, if it is live, or closed with an event that this client has not
   * received yet. What Rails receives with the session's next connect is of this request.
   */
  @Nullable Session find(String id, Exchange exchange, @Nullable Position position)
      throws ApiException {
    Session session = sessions.find(id);
    if (session == null || (session.closeReason() != null && !session.hasPendingFor(position))) {
      return null;
    }
    if (!session.credentials().admits(exchange.credentials())) {
      throw new ApiException(
          ErrorCode.CREDENTIALS_MISMATCH,
          "This session was opened with other credentials (session.bind-headers,"
              + " session.bind-cookies).");
    }
    if (!exchange.request().getMethod().equals("DELETE")) {
      session.renew(handshakes.handshake(exchange));
    }
    return session;
  }

  Session findOrOpen(String id, Exchange exchange, @Nullable Position position)
      throws ApiException {
    Session found = find(id, exchange, position);
    return found != null ? found : open(id, exchange);
  }

  Session findLiveOrOpen(String id, Exchange exchange) throws ApiException {
    Session found = find(id, exchange, null);
    return found != null && found.closeReason() == null ? found : open(id, exchange);
  }

  private Session open(String id, Exchange exchange) throws ApiException {
    try {
      Session opened = sessions.open(id, exchange.credentials(), handshakes.handshake(exchange));
      if (!opened.credentials().admits(exchange.credentials())) {
        throw new ApiException(
            ErrorCode.CREDENTIALS_MISMATCH, "This session was opened with other credentials.");
      }
      caution.watch(opened, exchange);
      return opened;
    } catch (SessionLimitException e) {
      throw refusal(e);
    }
  }

  /** Opens a session that ends with its one response. */
  public Session openEphemeral(Exchange exchange, boolean needsRails) throws ApiException {
    try {
      Handshake handshake =
          needsRails ? handshakes.handshake(exchange) : handshakes.forStreamReader(exchange);
      return sessions.openEphemeral(exchange.credentials(), handshake);
    } catch (SessionLimitException e) {
      throw refusal(e);
    }
  }

  private static ApiException refusal(SessionLimitException limit) {
    return switch (limit.why()) {
      case TOO_MANY ->
          new ApiException(
              ErrorCode.SESSION_LIMIT, "The limit of sessions is reached (session.max-sessions).");
      case TOO_MANY_OF_ADDRESS ->
          new ApiException(
              ErrorCode.ADDRESS_LIMIT,
              "The limit of sessions for this client address is reached"
                  + " (session.max-per-address).");
      case SHORT_OF_RESOURCES ->
          new ApiException(
              ErrorCode.OVERLOADED, "The bridge opens no sessions now: it is short of resources.");
      case SHUTTING_DOWN -> ApiException.shuttingDown();
    };
  }

  /** What follows when the session is open; a listener that it does not accept is refused. */
  public interface Continuation {
    void accept(Session session) throws AttachRefusedException;
  }

  /** Continues when Rails has welcomed the session or is unavailable; else answers the refusal. */
  public void whenOpened(Session session, Exchange exchange, Continuation next) {
    session.whenOpened(
        outcome -> {
          exchange.response().getHeaders().put("X-Session-Id", session.epoch());
          if (outcome == OpenOutcome.UNAUTHORIZED || outcome == OpenOutcome.ORIGIN_REFUSED) {
            sessions.evict(session);
            exchange.fail(refusal(exchange, outcome));
            return;
          }
          try {
            next.accept(session);
          } catch (AttachRefusedException e) {
            exchange.fail(refusal(e));
          }
        });
  }

  private static ApiException refusal(Exchange exchange, OpenOutcome outcome) {
    if (outcome == OpenOutcome.UNAUTHORIZED) {
      return new ApiException(ErrorCode.UNAUTHORIZED, "Rails does not accept this user.");
    }
    String origin =
        exchange.origin() == null
            ? "The request has no Origin header, and Rails requires one that it allows"
            : "Rails does not accept this Origin";
    return new ApiException(
        ErrorCode.ORIGIN_NOT_ALLOWED, origin + " (config.action_cable.allowed_request_origins).");
  }

  public static ApiException refusal(AttachRefusedException refused) {
    return refused.why() == AttachRefusedException.Cause.BUSY
        ? new ApiException(
            ErrorCode.SESSION_BUSY,
            "Another client is already listening to this session. To take over, send your last"
                + " position (after or Last-Event-ID); session.allow-reuse allows several"
                + " listeners.")
        : ApiException.badRequest("The position is beyond the newest event of this session.");
  }
}
