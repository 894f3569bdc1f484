package io.cablebridge.http.anycable;

import io.cablebridge.http.exchange.ApiException;
import io.cablebridge.http.exchange.ErrorCode;
import io.cablebridge.time.Time;
import jakarta.inject.Inject;
import java.time.Instant;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.util.Fields;
import org.jspecify.annotations.Nullable;

/**
 * Finds and checks the token of a request: header {@code X-JID}, else parameter {@code jid}. One
 * for the process, thread-safe.
 */
final class JwtAuthenticator {
  private final JwtConfig config;
  private final @Nullable JwtReader reader;
  private final Time time;

  @Inject
  JwtAuthenticator(JwtConfig config, Time time) {
    this.config = config;
    this.reader = config.secret().isPresent() ? new JwtReader(config.secret()) : null;
    this.time = time;
  }

  /**
   * When the token of a request expires; null for a token without an end, and also without a token,
   * or if tokens are not configured: then Rails authenticates the client.
   */
  @Nullable Instant authenticate(HttpFields headers, Fields query) throws ApiException {
    String inHeader = headers.get(config.header());
    String token =
        inHeader == null || inHeader.isEmpty() ? query.getValue(config.param()) : inHeader;
    if (reader != null && token != null && !token.isEmpty()) {
      return reader.expiry(token, time.now());
    }
    if (config.required()) {
      throw new ApiException(ErrorCode.UNAUTHORIZED, "A token is required.");
    }
    return null;
  }
}
