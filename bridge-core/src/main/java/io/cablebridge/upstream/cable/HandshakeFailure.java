package io.cablebridge.upstream.cable;

import io.cablebridge.protocol.CloseReason;
import java.io.IOException;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.websocket.core.exception.UpgradeException;
import org.jspecify.annotations.Nullable;

/**
 * How a WebSocket handshake with Rails failed.
 *
 * @param status of the answer; 0 without one
 * @param originRefused whether Rails' own answer refuses the Origin
 * @param isOwn whether the bridge itself could not send it: Rails has no part in that
 */
record HandshakeFailure(int status, boolean originRefused, boolean isOwn, Throwable cause) {
  private static final String NO_DESCRIPTOR = "Too many open files";

  static HandshakeFailure of(Throwable failure, HandshakeTrace trace) {
    Throwable cause = failure;
    int status = 0;
    boolean network = false;
    boolean descriptors = false;
    for (Throwable next = failure; next != null; next = next.getCause()) {
      cause = next;
      if (next instanceof UpgradeException refusal) {
        status = Math.max(status, refusal.getResponseStatusCode());
      }
      network |= isOfNetwork(next);
      descriptors |= NO_DESCRIPTOR.equals(next.getMessage());
    }
    boolean own = !trace.isSent() && (!network || descriptors);
    return new HandshakeFailure(status, trace.isOriginRefused(), own, cause);
  }

  /** Why Rails refuses the session; null if it does not. */
  @Nullable CloseReason refusal() {
    if (status == 401) {
      return CloseReason.UNAUTHORIZED;
    }
    // Rails answers an Origin that it does not accept with 404.
    return status == 403 || (status == 404 && originRefused) ? CloseReason.ORIGIN_REFUSED : null;
  }

  private static boolean isOfNetwork(Throwable cause) {
    return cause instanceof IOException
        || cause instanceof TimeoutException
        || cause instanceof UnresolvedAddressException;
  }
}
