package io.cablebridge.http.session;

import io.cablebridge.http.exchange.Exchange;
import io.cablebridge.http.request.BindingConfig;
import io.cablebridge.session.OpenOutcome;
import io.cablebridge.session.Session;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.HttpHeader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warns once when Rails accepts a browser's connection without an Origin. Then Rails' origin check
 * is off, and unless sessions are bound to a cookie, a link to a session whose id its author chose
 * gives the author the session of the user that follows it. One for the process, thread-safe.
 */
final class OriginCheckCaution {
  private static final Logger log = LoggerFactory.getLogger(OriginCheckCaution.class);

  private final boolean unbound;
  private final AtomicBoolean given = new AtomicBoolean();

  OriginCheckCaution(BindingConfig config) {
    this.unbound = config.bindCookies().isEmpty();
  }

  /** Watches a session that a request opens and that needs Rails. */
  void watch(Session opening, Exchange exchange) {
    boolean withoutOrigin =
        exchange.origin() == null && exchange.request().getHeaders().contains(HttpHeader.COOKIE);
    if (unbound && withoutOrigin && !given.get()) {
      opening.whenOpened(this::opened);
    }
  }

  private void opened(OpenOutcome outcome) {
    if (outcome == OpenOutcome.WELCOMED && given.compareAndSet(false, true)) {
      log.warn(
          "Rails accepts connections without an Origin, and session.bind-cookies is empty: a link"
              + " with an id that its author chose gives the author the session of the user that"
              + " follows it; set session.bind-cookies, or let Rails check the Origin");
    }
  }
}
